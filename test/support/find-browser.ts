import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Where a browser may be found, and what is known of the machine; an argument so that every system can be tested on one. */
export interface Machine {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
  exists(path: string): boolean;
  /** Installs a Chromium by Debian's packages; false where that is not possible. */
  install(): boolean;
}

/** Chromium without windows comes first: it draws the same pages with a quarter less work. */
const commands = [
  'chromium-headless-shell',
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const macApplications = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

/**
 * The path of a Chrome, Edge or Chromium: `CHROME_PATH`, the known places, then `PATH`. Where there is none and the
 * system is Debian's with root at hand, Chromium is installed; otherwise the error says what to install.
 */
export function findBrowser(machine: Machine = thisMachine()): string {
  const chosen = machine.env.CHROME_PATH;
  if (chosen) {
    if (machine.exists(chosen)) return chosen;
    throw new Error(`CHROME_PATH names "${chosen}", which does not exist.`);
  }
  const find = () => candidates(machine).find((path) => machine.exists(path));
  const found = find() ?? (machine.install() ? find() : undefined);
  if (found) return found;
  throw new Error(
    'No browser was found. Install Google Chrome, Microsoft Edge or Chromium ' +
      '(Debian and Ubuntu: sudo apt-get install chromium), or set CHROME_PATH to the one you have.',
  );
}

function candidates({ platform, env, home }: Machine): string[] {
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    const inPath = folders(env.PATH ?? env.Path, ';').flatMap((folder) =>
      ['chrome.exe', 'msedge.exe'].map((name) => win32.join(folder, name)),
    );
    return [...roots.flatMap((root) => windowsPrograms.map((program) => win32.join(root, program))), ...inPath];
  }
  const inPath = folders(env.PATH, ':').flatMap((folder) => commands.map((name) => posix.join(folder, name)));
  if (platform !== 'darwin')
    return ['/usr/bin', '/snap/bin'].flatMap((f) => commands.map((c) => `${f}/${c}`)).concat(inPath);
  const bundles = ['/Applications', posix.join(home, 'Applications')].flatMap((folder) =>
    macApplications.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
  );
  return [...bundles, ...inPath];
}

const folders = (path: string | undefined, separator: string) => (path ?? '').split(separator).filter(Boolean);

function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    exists: existsSync,
    install: installChromium,
  };
}

/**
 * Takes twenty seconds on a fresh machine, without what only its windows would need. The lock's timeout lets several test
 * processes ask for it at once.
 */
function installChromium(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update', '-q');
  const install = (browser: string) => apt('install', '-y', '-q', '--no-install-recommends', browser, 'fonts-noto-cjk');
  return install('chromium-headless-shell') || install('chromium');
}

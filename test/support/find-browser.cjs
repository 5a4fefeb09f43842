// As a command: finds the browser that the tests need, or installs it where that is possible, and says nothing else. It
// needs no packages, so that both can be installed at once.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { homedir } = require('node:os');
const { posix, win32 } = require('node:path');

/**
 * Where a browser may be found, and what is known of the machine; an argument so that every system can be tested on one.
 *
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {string} home
 * @property {(path: string) => boolean} exists
 * @property {() => boolean} install installs a Chromium by Debian's packages; false where that is not possible
 */

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
 *
 * @param {Machine} machine
 * @returns {string}
 */
function findBrowser(machine = thisMachine()) {
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

/**
 * @param {Machine} machine
 * @returns {string[]}
 */
function candidates({ platform, env, home }) {
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

/**
 * @param {string | undefined} path
 * @param {string} separator
 */
const folders = (path, separator) => (path ?? '').split(separator).filter(Boolean);

/** @returns {Machine} */
function thisMachine() {
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
function installChromium() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  /** @param {string[]} args */
  const apt = (...args) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update', '-q');
  /** @param {string} browser */
  const install = (browser) => apt('install', '-y', '-q', '--no-install-recommends', browser, 'fonts-noto-cjk');
  return install('chromium-headless-shell') || install('chromium');
}

module.exports = { findBrowser };

if (process.argv[1] === __filename) findBrowser();

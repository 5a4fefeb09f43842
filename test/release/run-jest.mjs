import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What Jest reports, as it does with `--json`. What fails is told on stderr besides. */
export function runJest(options, environment) {
  const { stdout } = spawnSync(process.execPath, [`${root}node_modules/jest/bin/jest.js`, '--json', ...options], {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

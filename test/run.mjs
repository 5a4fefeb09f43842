// `check`: format, lint, types and every test that needs no browser. `all`: the browser's tests too.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `${root}node_modules/${name}`;
// Jest leaves one core to others, which on two cores would be half of them.
const workers = '--maxWorkers=100%';
const areas = [
  'cloudfunctions',
  'miniprogram',
  'local',
  'local/preview/runtime',
  'local/console/page',
  'local/wechatpay/page',
  'test',
];
const steps = [
  ['format and lint', bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
  ...areas.map((area) => [`types of ${area}`, bin('typescript/bin/tsc'), '-p', area]),
  ['tests', bin('jest/bin/jest.js'), workers, ...(process.argv[2] === 'all' ? [] : ['--ignoreProjects', 'e2e'])],
];

for (const [title, ...command] of steps) {
  const started = Date.now();
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(1);
}

// `check`: format, lint, types and every test that needs no browser. `all`: the browser's tests too.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const withBrowser = process.argv[2] === 'all';
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

async function step(title, ...command) {
  const started = Date.now();
  const [status] = await once(spawn(process.execPath, command, { cwd: root, stdio: 'inherit' }), 'exit');
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(1);
}

// What is downloaded and unpacked costs little of a processor, so all else that needs no browser goes on meanwhile.
const browser = withBrowser && step('browser', `${root}test/support/find-browser.cjs`);
await step('packages', `${root}local/install.mjs`);
await step('format and lint', bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings');
for (const area of areas) await step(`types of ${area}`, bin('typescript/bin/tsc'), '-p', area);
await browser;
// What tests allocate is mostly garbage at once, which a larger nursery tells from the rest.
const nursery = '--max-semi-space-size=32';
await step('tests', nursery, bin('jest/bin/jest.js'), workers, ...(withBrowser ? [] : ['--ignoreProjects', 'e2e']));

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm start` on a data folder that it knows, and the first screen in a new browser; seconds on the clock of the wall. */
export default async function table({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'start-bench-'));
  const browser = await (await launcher())();
  const starts = [];
  const screens = [];
  try {
    await (await start(folder)).end();
    for (let round = 0; round < (quick ? 2 : 7); round++) {
      const { shop, seconds, end } = await start(folder);
      starts.push(seconds);
      screens.push(await firstScreen(browser, shop));
      await end();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const row = (name, values) =>
    `| ${name} | ${median(values).toFixed(2)} | ${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)} |`;
  return {
    title: 'Starting the shop, and its first screen',
    markdown: [
      '| | median, s | range, s |',
      '|---|---:|---:|',
      row('second `npm start`', starts),
      row('first screen', screens),
    ].join('\n'),
    checks: [
      { what: 'second start, seconds', value: median(starts), atMost: 6 },
      { what: 'first screen, seconds', value: median(screens), atMost: 1.5 },
    ],
  };
}

/** The tests' own way to a browser, which is written in TypeScript. */
async function launcher() {
  const outfile = join(root, 'dist/bench', 'launch-browser.cjs');
  await build({
    entryPoints: [join(root, 'test/support/launch-browser.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
  });
  return createRequire(import.meta.url)(outfile).launchBrowser;
}

async function start(folder) {
  const started = performance.now();
  const child = spawn('npm', ['start', '--', '--port', '0', '--data', folder, '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue;
    const seconds = (performance.now() - started) / 1000;
    const { shop, cloud } = JSON.parse(line);
    // The functions warm up behind the first page; what is measured next is the page.
    await fetch(`${cloud}/_control/call`, { method: 'POST', body: '{"name":"prepay","data":{"action":"catalogue"}}' });
    return { shop, seconds, end: () => end(child, shop) };
  }
  throw new Error('npm start ended without telling its addresses.');
}

async function end(child, shop) {
  child.kill('SIGTERM');
  for (let waited = 0; waited < 100; waited++) {
    if (!(await fetch(shop).catch(() => undefined))) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error('The shop did not end.');
}

/** Seconds from the bundle's last byte to the goods standing on the screen, in a browser that has cached nothing. */
async function firstScreen(browser, shop) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(shop, { waitUntil: 'commit' });
  await page.locator('#goods-apple').waitFor();
  const milliseconds = await page.evaluate(() => {
    const bundle = performance.getEntriesByType('resource').find(({ name }) => /\/app-\w+\.js$/.test(name));
    return performance.now() - bundle.responseEnd;
  });
  await context.close();
  return milliseconds / 1000;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from '@jest/globals';
import { eventually, oneApple, root } from '../support/backend';

const data = mkdtempSync(join(tmpdir(), 'wechatpay-start-'));
const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

/** Starts the shop with npm, as its users do, and reads the addresses from the first line that is JSON. */
async function start(...args: string[]) {
  const child = spawn('npm', ['start', '--', '--port', '0', '--data', data, '--json', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { child, addresses: JSON.parse(line) as Record<string, string> };
  }
  throw new Error('npm start ended without telling its addresses');
}

async function call(cloud: string, name: string, request: unknown) {
  const answer = await fetch(`${cloud}/_control/call`, {
    method: 'POST',
    body: JSON.stringify({ name, data: request }),
  });
  const { result } = (await answer.json()) as {
    result: { ok: boolean; data: { outTradeNo: string; orders: unknown[] } };
  };
  return result;
}

test('npm start tells where everything is, ends within five seconds of SIGTERM, and remembers', async () => {
  const { child, addresses } = await start('--api', 'v2');
  expect(Object.keys(addresses).sort()).toEqual(['cloud', 'data', 'shop', 'wechatpay', 'wechatpayTls']);
  expect(addresses.data).toBe(data);
  expect((await fetch(addresses.shop as string)).headers.get('content-type')).toMatch(/text\/html/);
  const { data: prepaid } = await call(addresses.cloud as string, 'prepay', oneApple());

  const asked = Date.now();
  child.kill('SIGTERM');
  await once(child, 'exit');
  const isThere = (url: string) =>
    fetch(url).then(
      () => true,
      () => false,
    );
  await eventually(async () => !(await isThere(addresses.cloud as string)), asked + 5_000 - Date.now());

  const again = await start('--api', 'v2');
  const { data: listed } = await call(again.addresses.cloud as string, 'trade', { action: 'list' });
  expect(listed.orders).toMatchObject([{ outTradeNo: prepaid.outTradeNo, status: 'PAYING' }]);
  again.child.kill('SIGTERM');
  await once(again.child, 'exit');
}, 120_000);

test.each([
  [['--api', 'v4'], /--api 应为 v2 或 v3/],
  [['--port', 'x'], /--port 应为/],
  [['--prot', '1'], /无法识别的参数/],
])('npm start %j explains itself', async (args, words) => {
  const child = spawn(process.execPath, ['local/start.mjs', 'main', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [status] = await once(child, 'close');
  expect(status).toBe(2);
  expect(said).toMatch(words);
});

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startWechatpay, type Wechatpay } from '../../local/wechatpay/start-wechatpay';
import { readyKeys } from '../local/wechatpay/support/ready-keys';
import { oneApple, root } from '../support/backend';
import { howMany, PATIENCE } from '../support/how-many';
import { type Message, notificationV3, wechatKeys } from '../support/sign-as-wechat';
import { type CloudProcess, startCloudProcess } from '../support/start-cloud-process';

const SMALL = 64 * 1024;
const LARGE = 6 * 1024 * 1024;
const MANY = howMany(500, 10_000);
const FEW = howMany(5, 100);
const AT_ONCE = 8;
const MIB = 1024 * 1024;

type Junk = [
  what: string,
  path: string,
  headers: Record<string, string>,
  body: (bytes: number) => string | Uint8Array<ArrayBuffer>,
];

const v3 = '/trade/notify/v3';
const v2 = '/trade/notify/v2/paid';
const json = { 'content-type': 'application/json' };
const xml = { 'content-type': 'text/xml' };
const filled = (before: string, filling: string, after: string) => (bytes: number) =>
  before + filling.repeat(Math.floor((bytes - before.length - after.length) / filling.length)) + after;
const signedHeaders = (serial: string) => ({
  ...json,
  'wechatpay-timestamp': String(Math.floor(Date.now() / 1000)),
  'wechatpay-nonce': 'n'.repeat(32),
  'wechatpay-serial': serial,
  'wechatpay-signature': Buffer.alloc(256, 3).toString('base64'),
});

/** What strangers send, each as far through our checks as it can get. */
const junk = (serial: string): Junk[] => [
  ['JSON without a signature', v3, json, filled('{"id":"', 'x', '"}')],
  ['a signature under a serial that nobody knows', v3, signedHeaders('F'.repeat(40)), filled('{"id":"', 'x', '"}')],
  ['a signature that is none, under a serial of ours', v3, signedHeaders(serial), filled('{"id":"', 'x', '"}')],
  ['nested JSON', v3, signedHeaders(serial), filled('', '[', '')],
  ['bytes of no kind', v3, json, (bytes) => randomBytes(bytes)],
  ['fields under a signature that is none', v2, xml, filled('<xml><a>', '1', '</a><sign>00</sign></xml>')],
  ['more fields than there are', v2, xml, filled('<xml>', '<a>1</a>', '</xml>')],
  ['nested elements', v2, xml, filled('<xml>', '<a>', '</xml>')],
  ['references to characters', v2, xml, filled('<xml><a>', '&#65;', '</a></xml>')],
  ['entities', v2, xml, filled('<!DOCTYPE x [', '<!ENTITY a "b">', ']><xml><a>&a;</a></xml>')],
  ['a path that there is not', `${v3}/more`, json, filled('{"id":"', 'x', '"}')],
];

const folder = mkdtempSync(join(tmpdir(), 'junk-'));
const keysFolder = join(folder, 'keys');
const dataFolder = join(folder, 'cloud');
let wechatpay: Wechatpay;
let cloud: CloudProcess;
let genuine: Message;
let outTradeNo: string;
let kinds: Junk[];

const ask = async (url: string, body?: object) => {
  const method = body === undefined ? 'GET' : 'POST';
  return (await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) })).json();
};
const call = async (name: string, data: object) =>
  (await ask(`${cloud.url}/_control/call`, { name, data })).result.data;
const database = () => ask(`${cloud.url}/_control/database`);
const outbound = async () => (await ask(`${wechatpay.url}/_control/log?after=0`)).next as number;
const post = async (path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) => {
  const answer = await fetch(`${cloud.url}${path}`, { method: 'POST', headers, body });
  const text = await answer.text();
  const refused = answer.status >= 400 || text.includes('FAIL');
  return { status: answer.status, refused };
};
const send = ([, path, headers, body]: Junk, bytes: number) => post(path, headers, body(bytes));

/** What the cloud has in memory, and what the largest of its functions' processes has, in bytes. */
function memory(): { cloud: number; instance: number } {
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const all = processes.map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const largest = (isCounted: (pid: number, parent: number) => boolean) =>
    Math.max(...all.filter(([pid, parent]) => isCounted(pid, parent)).map(([, , kilobytes]) => kilobytes * 1024));
  return { cloud: largest((pid) => pid === cloud.pid), instance: largest((_, parent) => parent === cloud.pid) };
}

/** The lines of the function's log, without what the cloud puts before each. */
const printed = () =>
  readFileSync(join(dataFolder, 'functions.log'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^\S+ trade /, ''));

/** Sends so many of each size, some at once, and answers how many were not refused. */
async function flood(many: number, few: number): Promise<number> {
  let accepted = 0;
  let next = 0;
  const stream = async () => {
    for (let index = next++; index < many + few; index = next++) {
      const kind = kinds[index % kinds.length] as Junk;
      const binary: Junk = ['large bytes', kind[1], { 'content-type': 'application/octet-stream' }, kind[3]];
      const { refused } = index < many ? await send(kind, SMALL) : await send(index % 2 ? kind : binary, LARGE - 1);
      if (!refused) accepted++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, stream));
  return accepted;
}

beforeAll(async () => {
  await readyKeys(keysFolder);
  wechatpay = await startWechatpay({ port: 0, tlsPort: 0, keysFolder, stateFolder: join(folder, 'wechatpay') });
  const { url, tlsUrl, merchant } = wechatpay;
  cloud = await startCloudProcess({ root, dataFolder, keysFolder, api: 'v3', wechatpay: { url, tlsUrl, merchant } });
  const prepaid = await call('prepay', oneApple());
  outTradeNo = prepaid.outTradeNo;
  const keys = wechatKeys(keysFolder);
  kinds = junk(keys.serial);
  genuine = notificationV3(keys, {
    ...{ appid: merchant.appid, mchid: merchant.mchid, out_trade_no: outTradeNo, trade_type: 'JSAPI' },
    ...{ transaction_id: '4200000000000000000000000042', trade_state: 'SUCCESS' },
    ...{ success_time: '2026-11-24T12:00:00+08:00', payer: { openid: 'oLocalBuyer000000000000000001' } },
    amount: { total: prepaid.total, payer_total: prepaid.total, currency: 'CNY', payer_currency: 'CNY' },
  });
  // Until the processes have the size that they work with.
  await flood(100, 4);
}, 180_000);

afterAll(async () => {
  await cloud.kill();
  await wechatpay.close();
  rmSync(folder, { recursive: true, force: true });
});

test('S12, T42: each kind of junk is refused for itself', async () => {
  const refused: Record<string, number> = {};
  for (const kind of kinds) refused[kind[0]] = (await send(kind, SMALL)).status;
  expect(Object.values(refused)).toEqual([401, 401, 401, 401, 413, 200, 200, 200, 200, 200, 404]);
});

test(
  `S12, T42: ${MANY} posts of 64 KiB and ${FEW} of 6 MB write nothing, ask nobody, and leave little behind`,
  async () => {
    const before = {
      database: await database(),
      outbound: await outbound(),
      lines: printed().length,
      memory: memory(),
    };
    expect(await flood(MANY, FEW)).toBe(0);
    expect(await database()).toEqual(before.database);
    expect(await outbound()).toBe(before.outbound);
    const after = memory();
    expect(after.instance - before.memory.instance).toBeLessThanOrEqual(64 * MIB);
    // The cloud is a stand-in; it keeps the newest thousand calls, and what it has read is collected when there is need.
    expect(after.cloud - before.memory.cloud).toBeLessThanOrEqual(256 * MIB);
    const lines = printed().slice(before.lines);
    expect(lines.length).toBeGreaterThanOrEqual(MANY / 2);
    expect(lines.length).toBeLessThanOrEqual(MANY + FEW);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(300);
  },
  PATIENCE,
);

test('S12, T42: a genuine notification in the middle of it is answered, and pays', async () => {
  const [answer, accepted] = await Promise.all([
    post(genuine.path, genuine.headers, genuine.body),
    flood(2 * AT_ONCE, 1),
  ]);
  expect([answer.status, accepted]).toEqual([204, 0]);
  expect((await call('trade', { action: 'get', outTradeNo })).order.status).toBe('PAID');
});

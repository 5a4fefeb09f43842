import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '../../cloudfunctions/lib/cloudbase/create-log';
import { startWechatpay, type Wechatpay } from '../../local/wechatpay/start-wechatpay';
import { readyKeys } from '../local/wechatpay/support/ready-keys';
import { eventually, oneApple, root } from '../support/backend';
import { canariesOf, findCanaries } from '../support/find-secrets';
import { startShopCloud } from '../support/shop-cloud';
import { notificationV2, notificationV3, wechatKeys } from '../support/sign-as-wechat';

const BUYER = 'oBuyer000000000000000000001';
const OPERATOR = 'oLocalOperator00000000000001';
const APP_SECRET = '9f4c1e7ab02d4c6f8e35d7a1b6c09e42';
/** What a developer typed into the wrong place, each of them a key to something. */
const MISPLACED: Record<string, string> = Object.fromEntries(
  [
    ...['WECHATPAY_API', 'WECHATPAY_APPID', 'WECHATPAY_MCHID', 'WECHATPAY_SUB_APPID', 'WECHATPAY_SUB_MCHID'],
    ...['WECHATPAY_NOTIFY_URL', 'WECHATPAY_BASE_URL', 'WECHATPAY_TLS_BASE_URL', 'WECHATPAY_API_KEY'],
    ...['WECHATPAY_API_V3_KEY', 'WECHATPAY_MERCHANT_SERIAL', 'WECHATPAY_PUBLIC_KEY_ID', 'SHOP_ORDER_MINUTES'],
    ...['SHOP_OPERATORS', 'SHOP_SECOND_OPERATOR_FEN', 'WECHATPAY_V2_SIGN_TYPE'],
  ].map((name, index) => [name, `Misplaced${String(index).padStart(2, '0')}kQ7vX2mP9sL4wZtB6hYc8Jd`]),
);

const folder = mkdtempSync(join(tmpdir(), 'canaries-'));
const keysFolder = join(folder, 'keys');
const dataFolder = join(folder, 'cloud');
/** Everything that anybody was told, over HTTP, by either side. */
const heard: string[] = [];
/** The codes and statuses among it, to see that every road was gone. */
const reached = new Set<string>();
let wechatpay: Wechatpay;
let cloud: Awaited<ReturnType<typeof startShopCloud>>;
let environment: Record<string, string> = {};

async function ask(url: string, method = 'GET', body?: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  heard.push(JSON.stringify([...answer.headers]), text);
  return { status: answer.status, text };
}

const control = async (url: string, what: string, body: object) =>
  JSON.parse((await ask(`${url}/_control/${what}`, 'POST', JSON.stringify(body))).text);

async function call(name: string, data: object, openid = BUYER) {
  const { result, errCode } = await control(cloud.url, 'call', { name, data, openid });
  reached.add(result?.error?.code ?? (errCode ? `errCode ${errCode}` : 'ok'));
  return result?.data ?? {};
}

async function notify(path: string, body: string, headers: Record<string, string>) {
  const { status, text } = await ask(`${cloud.url}${path}`, 'POST', body, headers);
  const said = ['NOT_CONFIGURED', 'SIGN', 'SUCCESS', 'FAIL'].find((word) => text.includes(word));
  reached.add(`${path.includes('v2') ? 'v2' : 'v3'} ${status} ${said}`);
}

/** Other environment variables from now on, in new processes. */
async function configure(changes: Record<string, string>) {
  environment = changes;
  await cloud.reload();
}

const faults = (set: object) => control(wechatpay.url, 'faults', set);
const calm = () => ask(`${wechatpay.url}/_control/faults`, 'DELETE');

/** A purchase from the goods to the refund, with its notifications. */
async function wholeStory(requestId: string) {
  const { outTradeNo } = await call('prepay', oneApple(requestId));
  await control(wechatpay.url, 'pay', { outTradeNo });
  await eventually(async () => (await call('trade', { action: 'get', outTradeNo })).order.status === 'PAID');
  const asked = { action: 'requestRefund', outTradeNo, requestId: 'back', reason: '坏了' };
  const { outRefundNo } = (await call('trade', asked)).refund;
  await call('backoffice', { action: 'decideRefund', outRefundNo, approve: true }, OPERATOR);
  await control(cloud.url, 'trigger', { name: 'backoffice' });
  await control(wechatpay.url, 'clock', { advanceSeconds: 200 });
  const { refunds } = await eventually(async () => {
    const found = await call('trade', { action: 'refunds', outTradeNo });
    return found.refunds[0].status === 'SUCCESS' && found;
  });
  expect(refunds).toHaveLength(1);
}

/** Notifications that nobody believes, and one that nobody can read. */
async function badNotifications() {
  const keys = wechatKeys(keysFolder);
  const resource = { out_trade_no: 'none', trade_state: 'SUCCESS' };
  const v3 = notificationV3(keys, resource);
  const v2 = notificationV2(keys, { return_code: 'SUCCESS', out_trade_no: 'none', appid: keys.merchant.appid });
  const sealed = notificationV3(keys, resource, { apiV3Key: 'k'.repeat(32) });
  await notify(v3.path, v3.body, { ...v3.headers, 'wechatpay-signature': 'A'.repeat(344) });
  await notify(v3.path, v3.body, { 'content-type': 'application/json' });
  await notify(v3.path, '{"id":', v3.headers);
  await notify(sealed.path, sealed.body, sealed.headers);
  await notify(v2.path, v2.body.replace(/<sign>.{30}/, '<sign><![CDATA[00000000000000000000'), v2.headers);
  await notify(v2.path, '<xml><a>', v2.headers);
  await notify(v2.path, v2.body, v2.headers);
  await ask(`${cloud.url}/trade/notify/v3/x`, 'POST', '{}');
  await ask(`${cloud.url}/trade/%ff`, 'GET');
}

/** Strangers at WeChat's door: it explains much, to whoever asks. */
async function badRequests() {
  const xml = (sign: string) =>
    `<xml><appid>wx1</appid><mch_id>${wechatpay.merchant.mchid}</mch_id><sign>${sign}</sign></xml>`;
  await ask(`${wechatpay.url}/pay/unifiedorder`, 'POST', xml('0'.repeat(32)));
  await ask(`${wechatpay.url}/pay/unifiedorder`, 'POST', '<xml>');
  await ask(`${wechatpay.tlsUrl.replace('https', 'http')}/`, 'GET').catch(() => undefined);
  const token = `mchid="${wechatpay.merchant.mchid}",nonce_str="n",signature="AAAA",timestamp="1",serial_no="00"`;
  for (const authorization of ['', `WECHATPAY2-SHA256-RSA2048 ${token}`])
    await ask(`${wechatpay.url}/v3/pay/transactions/jsapi`, 'POST', '{}', { authorization });
  await ask(`${wechatpay.url}/_control/cashier`, 'POST', '{"appId":"wx1","package":"prepay_id=1","paySign":"x"}');
  await ask(`${wechatpay.url}/_control/nothing`, 'POST', '{"outTradeNo":1}');
}

/** WeChat says no, and says nothing, in every way that it has. */
async function refusedAndSilent(api: string) {
  const failures = [{ systemError: 1 }, { corruptAnswers: 1 }, { signTestAnswers: 1 }, { frequencyLimited: 1 }];
  for (const [index, fault] of [...failures, { answerStatus: { status: 502, times: 1 } }].entries()) {
    await faults(fault);
    await call('prepay', oneApple(`refused-${api}-${index}`));
    await calm();
  }
}

beforeAll(async () => {
  await readyKeys(keysFolder);
  wechatpay = await startWechatpay({ port: 0, tlsPort: 0, keysFolder, stateFolder: join(folder, 'wechatpay') });
  const { url, tlsUrl, merchant } = wechatpay;
  const more = { root, dataFolder, keysFolder, api: 'v3' as const, wechatpay: { url, tlsUrl, merchant } };
  cloud = await startShopCloud({ ...more, environment: () => ({ WECHAT_APP_SECRET: APP_SECRET, ...environment }) });
  for (const api of ['v3', 'v2']) {
    await configure({ WECHATPAY_API: api });
    await wholeStory(`whole-${api}`);
    await refusedAndSilent(api);
    await badNotifications();
  }
  await badRequests();

  await configure({ WECHATPAY_API: 'v2', WECHATPAY_API_KEY: 'AnotherKeyOfTheSameLength0123456' });
  await call('prepay', oneApple('wrong-key'));
  await configure({ WECHATPAY_BASE_URL: 'http://127.0.0.1:1' });
  await call('prepay', oneApple('nobody-there'));

  const broken = join(folder, 'broken-keys');
  mkdirSync(broken);
  for (const file of readdirSync(cloud.functionKeys)) {
    const bytes = readFileSync(join(cloud.functionKeys, file));
    writeFileSync(join(broken, file), bytes.subarray(0, bytes.length - 300));
  }
  for (const changes of [{ WECHATPAY_KEYS_FOLDER: broken }, { WECHATPAY_MCHID: '1999999999' }, MISPLACED]) {
    await configure(changes as Record<string, string>);
    await call('trade', { action: 'list' });
    await notify('/trade/notify/v3', '{}', { 'content-type': 'application/json' });
  }

  const preload = join(folder, 'stranger.cjs');
  writeFileSync(
    preload,
    `process.env.TENCENTCLOUD_SECRETID = 'AKIDstranger'; process.env.TENCENTCLOUD_SECRETKEY = '${APP_SECRET}';`,
  );
  await configure({ NODE_OPTIONS: `--require "${preload}"` });
  await call('prepay', oneApple('no-database'));
  await call('trade', { action: 'list' });
  await badNotifications();
}, 240_000);

afterAll(async () => {
  await cloud.close();
  await wechatpay.close();
  rmSync(folder, { recursive: true, force: true });
});

test('S8: the run has gone every road: success, refusal, silence, bad signatures, no configuration, no database', () => {
  const roads = ['ok', 'ERR_WECHAT_SILENT', 'ERR_WECHAT_REFUSED', 'ERR_NOT_CONFIGURED', 'ERR_BUSY'];
  const answers = ['v3 401 SIGN', 'v3 500 FAIL', 'v3 500 NOT_CONFIGURED', 'v2 200 SIGN', 'v2 200 FAIL'];
  expect([...reached]).toEqual(expect.arrayContaining([...roads, ...answers]));
});

describe('S8, T38: no key, nor half of one, is in', () => {
  const everywhere: [string, () => Promise<string>][] = [
    ['an answer to anybody', async () => heard.join('\n')],
    ['a document of the database', async () => (await ask(`${cloud.url}/_control/database`)).text],
    ['the cloud’s log', async () => (await ask(`${cloud.url}/_control/log`)).text],
    ['what the functions print', async () => readFileSync(join(dataFolder, 'functions.log'), 'utf8')],
    ['the gateway’s log', async () => (await ask(`${wechatpay.url}/_control/log?after=0`)).text],
    ['the gateway’s state', async () => (await ask(`${wechatpay.url}/_control/state`)).text],
  ];
  test.each(everywhere)('%s', async (_where, read) => {
    const text = await read();
    expect(text.length).toBeGreaterThan(1_000);
    expect(findCanaries(text, canaries())).toEqual([]);
  });

  test('and one that is put among it is found', () => {
    const { apiKey } = wechatpay.merchant;
    expect(findCanaries([...heard, `a ${apiKey.slice(0, 16)} b`].join('\n'), canaries())).toEqual(['apiKey']);
  });
});

function canaries() {
  const { apiKey, apiV3Key } = wechatpay.merchant;
  const file = (name: string) => readFileSync(join(keysFolder, name));
  return canariesOf({
    ...{ apiKey, apiV3Key, APP_SECRET, anotherKey: 'AnotherKeyOfTheSameLength0123456' },
    ...MISPLACED,
    ...Object.fromEntries(
      ['merchant.key', 'platform.key', 'pubkey.key', 'tls.key'].map((name) => [name, String(file(name))]),
    ),
    'merchant.p12': file('merchant.p12'),
  });
}

test('S8: an error that carries keys, as those of agents, sockets and requests do, is logged without them', () => {
  const lines: string[] = [];
  const { apiKey, apiV3Key } = wechatpay.merchant;
  const pem = String(readFileSync(join(keysFolder, 'merchant.key')));
  const pfx = readFileSync(join(keysFolder, 'merchant.p12'));
  const options = { pfx, key: pem, passphrase: apiKey, headers: { authorization: apiV3Key, cookie: '' }, ca: [pem] };
  const cause = Object.assign(new Error(`bad key ${pem}`), { options, buffer: pfx, apiKey, secretKey: APP_SECRET });
  const error = Object.assign(new Error('outer', { cause }), { agent: { options }, apiV3Key });
  const log = createLog((_level, line) => void lines.push(line));
  for (const write of [log.info, log.error, log.rejected]) write('failed', { error, options, config: { apiKey } });
  expect(lines).toHaveLength(3);
  expect(findCanaries(lines.join('\n'), canaries())).toEqual([]);
});

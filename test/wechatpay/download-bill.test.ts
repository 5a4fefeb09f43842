import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GatewayRefusal, GatewayUnknown } from '../../cloudfunctions/lib/errors';
import type { Api } from '../../cloudfunctions/lib/payment/trade';
import { createGateway } from '../../cloudfunctions/lib/wechatpay/create-gateway';
import { writeBill } from '../support/write-bill';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from './scripted-server';
import {
  APPID,
  isAuthorized,
  MCHID,
  NOW_SECONDS,
  v2Credentials,
  v2Sign,
  v2Xml,
  v3Credentials,
  v3Headers,
} from './wechat';

let server: ScriptedServer;
let stranger: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
  stranger = await startScriptedServer();
});
afterAll(() => Promise.all([server.close(), stranger.close()]));

const DAY = '2026-08-19';
const file = Buffer.from(writeBill([{ at: '2026-08-19 12:00:00', appid: APPID, mchid: MCHID }]));
const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest('hex');
const ready = { kind: 'ready', bytes: file, digest: createHash('sha256').update(file).digest('hex') };

const gateway = (api: Api, subMchid?: string, timeoutMs = 20_000) =>
  createGateway(
    {
      api,
      merchant: { appid: APPID, mchid: MCHID, ...(subMchid ? { subMchid } : {}) },
      baseUrl: server.url,
      tlsBaseUrl: 'https://127.0.0.1:1',
      notifyUrl: 'https://shop.example/trade',
      v2: v2Credentials('HMAC-SHA256'),
      v3: v3Credentials,
    },
    api,
    { clock: () => NOW_SECONDS * 1000, nonce: () => 'N0NCE', timeoutMs },
  );

describe('a day that is none is not asked about', () => {
  test.each<[Api, string]>(
    (['v2', 'v3'] as const).flatMap((api) =>
      [
        '../../v3/pay',
        '2026-08-19/../20',
        '20260819',
        '2026-02-29',
        '2026-13-01',
        '',
        '2026-08-19&x=1',
        '2026-08-1９',
      ].map((date) => [api, date] as [Api, string]),
    ),
  )('[T40] by API %s: %p', async (api, date) => {
    server.script(() => ({ body: file }));
    await expect(gateway(api).downloadBill(date)).rejects.toBeInstanceOf(RangeError);
    expect(server.requests).toEqual([]);
  });
});

describe('a bill by API v2', () => {
  const answer = (answered: ScriptedAnswer) => server.script(() => answered);
  const failure = (message: string) =>
    answer({ body: v2Xml({ return_code: 'FAIL', return_msg: message, error_code: '20002' }) });

  test.each([
    ['packed', gzipSync(file)],
    ['plain', file],
  ])('is asked for in signed words, and may come %s', async (_how, body) => {
    answer({ body });
    await expect(gateway('v2').downloadBill(DAY)).resolves.toEqual(ready);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/pay/downloadbill' });
    const fields = Object.fromEntries(
      [...(request?.body ?? '').matchAll(/<(\w+)>([^<]+)<\/\1>/g)].map(([, name, value]) => [name, value]),
    );
    expect(fields).toMatchObject({ appid: APPID, mch_id: MCHID, bill_date: '20260819', bill_type: 'ALL' });
    expect(fields.sign).toBe(v2Sign(fields, 'HMAC-SHA256'));
  });

  test.each([
    ['No Bill Exist', 'none'],
    ['NO Bill Exist', 'none'],
    ['Bill Creating', 'not-yet'],
  ])('is answered with %s: %s', async (message, kind) => {
    failure(message);
    await expect(gateway('v2').downloadBill(DAY)).resolves.toEqual({ kind });
  });

  test.each(['SYSTEMERROR', 'CompressGZip Error', 'UnCompressGZip Error'])('is not there after %s', async (message) => {
    failure(message);
    await expect(gateway('v2').downloadBill(DAY)).rejects.toBeInstanceOf(GatewayUnknown);
  });

  test('is refused to a wrong key', async () => {
    failure('SIGN ERROR');
    await expect(gateway('v2').downloadBill(DAY)).rejects.toMatchObject({ code: 'SIGN_ERROR' });
    failure('invalid bill_type');
    await expect(gateway('v2').downloadBill(DAY)).rejects.toBeInstanceOf(GatewayRefusal);
  });
});

interface Offer {
  hash_type?: string;
  hash_value?: string;
  download_url?: string;
}

/** WeChat offers a file, and gives it to whoever asks. */
function offer(changes: Offer = {}, given: ScriptedAnswer = { body: gzipSync(file) }): void {
  const content = {
    ...{ hash_type: 'SHA1', hash_value: sha1(file), download_url: `${server.url}/v3/billdownload/file?token=a%2Fb` },
    ...changes,
  };
  const body = JSON.stringify(content);
  server.script(({ path }) => (path.startsWith('/v3/bill/') ? { headers: v3Headers(body), body } : given));
}

describe('a bill by API v3', () => {
  test.each([
    ['packed', gzipSync(file)],
    ['plain', file],
  ])('is asked for, then fetched with a signed request, and may come %s', async (_how, body) => {
    offer({}, { body });
    await expect(gateway('v3').downloadBill(DAY)).resolves.toEqual(ready);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v3/bill/tradebill?bill_date=2026-08-19&bill_type=ALL&tar_type=GZIP',
      '/v3/billdownload/file?token=a%2Fb',
    ]);
    expect(server.requests.every(isAuthorized)).toBe(true);
  });

  test('of a service provider is that of the sub-merchant', async () => {
    offer();
    await gateway('v3', '1900000109').downloadBill(DAY);
    expect(server.requests[0]?.path).toContain('&sub_mchid=1900000109');
  });

  test('may be compared with a hash in capital letters', async () => {
    offer({ hash_value: sha1(file).toUpperCase() });
    await expect(gateway('v3').downloadBill(DAY)).resolves.toEqual(ready);
  });

  test.each([
    ['NO_STATEMENT_EXIST', 'none'],
    ['STATEMENT_CREATING', 'not-yet'],
  ])('is answered with %s: %s', async (code, kind) => {
    const body = JSON.stringify({ code, message: code });
    server.script(() => ({ status: 400, headers: v3Headers(body), body }));
    await expect(gateway('v3').downloadBill(DAY)).resolves.toEqual({ kind });
  });

  test('is refused to a merchant without permission', async () => {
    const body = JSON.stringify({ code: 'NO_AUTH', message: 'no' });
    server.script(() => ({ status: 403, headers: v3Headers(body), body }));
    await expect(gateway('v3').downloadBill(DAY)).rejects.toMatchObject({ code: 'NO_AUTH' });
  });

  test('is not believed in where the offer is not signed', async () => {
    const body = JSON.stringify({ hash_type: 'SHA1', hash_value: sha1(file), download_url: `${server.url}/x` });
    server.script(() => ({ body }));
    await expect(gateway('v3').downloadBill(DAY)).rejects.toThrow('未通过验签');
    expect(server.requests).toHaveLength(1);
  });
});

describe('[T39] a file is fetched from nowhere but WeChat and the configured address', () => {
  const addresses = () => [
    `${stranger.url}/v3/billdownload/file?token=x`,
    server.url.replace('127.0.0.1', 'localhost'),
    server.url.replace('//', '//user:password@'),
    server.url.replace('http:', 'https:'),
    'http://api.mch.weixin.qq.com/v3/billdownload/file?token=x',
    'https://api.mch.weixin.qq.com:8443/v3/billdownload/file?token=x',
    'https://api.mch.weixin.qq.com.example.com/x',
    'https://api.mch.weixin.qq.com@127.0.0.1/x',
    'https://example.com/?api.mch.weixin.qq.com',
    'file:///etc/hostname',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    '//api.mch.weixin.qq.com/x',
    'nothing',
    '',
  ];

  test('whatever the offer says', async () => {
    stranger.script(() => ({ body: file }));
    for (const download_url of addresses()) {
      offer({ download_url });
      await expect(gateway('v3').downloadBill(DAY)).rejects.toThrow(/download_url/);
      expect(server.requests).toHaveLength(1);
    }
    expect(stranger.requests).toEqual([]);
  });

  test('and not behind a redirect', async () => {
    stranger.script(() => ({ body: file }));
    offer({}, { status: 302, headers: { Location: `${stranger.url}/x` } });
    await expect(gateway('v3').downloadBill(DAY)).rejects.toThrow('重定向');
    expect(stranger.requests).toEqual([]);
  });
});

describe('[T40] [S9] a file is not taken', () => {
  const altered = Buffer.from(file.toString().replaceAll('12.80', '12.81'));

  test.each<[string, Offer, ScriptedAnswer, string]>([
    ['that was altered', {}, { body: gzipSync(altered) }, 'SHA1'],
    ['that was cut off after packing', {}, { body: gzipSync(file).subarray(0, -9) }, 'GZIP'],
    ['that was cut off before packing', {}, { body: gzipSync(file.subarray(0, -1)) }, 'SHA1'],
    ['whose hash is that of the packed one', { hash_value: sha1(gzipSync(file)) }, { body: gzipSync(file) }, 'SHA1'],
    ['with a hash of another kind', { hash_type: 'MD5' }, { body: file }, 'hash_type'],
    ['without a hash', { hash_value: '' }, { body: file }, 'hash_value'],
    ['that is an error', {}, { status: 404, body: file }, 'HTTP 404'],
    ['that is larger than any day, as it is sent', {}, { body: Buffer.alloc(16 * 1024 * 1024 + 1) }, '16777216 字节'],
    ['that grows beyond any day', {}, { body: gzipSync(Buffer.alloc(64 * 1024 * 1024)) }, '50331648 字节'],
  ])('%s', async (_what, changes, given, reason) => {
    offer(changes, given);
    await expect(gateway('v3').downloadBill(DAY)).rejects.toThrow(reason);
    await expect(gateway('v3').downloadBill(DAY)).rejects.toBeInstanceOf(GatewayUnknown);
  });

  test.each([
    ['that grows beyond any day', () => gzipSync(Buffer.alloc(64 * 1024 * 1024))],
    ['that was cut off', () => gzipSync(file).subarray(0, -9)],
  ])('%s, by API v2', async (_what, body) => {
    server.script(() => ({ body: body() }));
    await expect(gateway('v2').downloadBill(DAY)).rejects.toBeInstanceOf(GatewayUnknown);
  });

  test('that does not end in time', async () => {
    const body = JSON.stringify({ hash_type: 'SHA1', hash_value: sha1(file), download_url: `${server.url}/file` });
    server.script(({ path }, response) => {
      if (path !== '/file') return { headers: v3Headers(body), body };
      response.writeHead(200).write('交易时间');
      return undefined;
    });
    await expect(gateway('v3', undefined, 500).downloadBill(DAY)).rejects.toThrow('500 毫秒');
  });
});

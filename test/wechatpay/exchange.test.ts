import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { GatewayUnknown } from '../../cloudfunctions/lib/errors';
import { createGateway } from '../../cloudfunctions/lib/wechatpay/create-gateway';
import { exchange } from '../../cloudfunctions/lib/wechatpay/exchange';
import { keys } from '../fixtures/wechatpay/v3.json';
import { selfSigned } from './certificates';
import { type ScriptedServer, startScriptedServer } from './scripted-server';
import { APPID, MCHID, NOW_SECONDS, OUT_TRADE_NO, v2Credentials, v3Credentials } from './wechat';

const request = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '苹果' } as const;
const limits = { timeoutMs: 5000 };
const certificate = selfSigned(keys.goTest.privateKey);
let plain: ScriptedServer;
let secure: ScriptedServer;

beforeAll(async () => {
  plain = await startScriptedServer();
  secure = await startScriptedServer(certificate);
});
afterAll(() => Promise.all([plain.close(), secure.close()]));

const send = (path = '/x', timeoutMs = 5000) => exchange({ ...request, url: plain.url + path }, { timeoutMs });

test('sends the bytes with their length and gives status, headers and bytes', async () => {
  plain.script(() => ({ status: 404, headers: { 'X-One': '1' }, body: Buffer.from([0xff, 0]) }));
  const answer = await send('/a?b=%7C');
  expect(answer).toMatchObject({ status: 404, headers: { 'x-one': '1' }, body: Buffer.from([0xff, 0]) });
  expect(plain.requests[0]).toMatchObject({ method: 'POST', path: '/a?b=%7C', body: '苹果' });
  expect(plain.requests[0]?.headers).toMatchObject({ 'content-length': '6', 'content-type': 'text/plain' });
});

test('keeps its connection', async () => {
  plain.script(() => ({ body: 'ok' }));
  await send();
  const before = plain.connections();
  for (let i = 0; i < 5; i++) await send();
  expect(plain.connections()).toBe(before);
});

test('survives a connection that was closed while it slept', async () => {
  plain.script(() => ({ body: 'ok' }));
  await send();
  let resets = 1;
  plain.script((_, response) => {
    if (resets-- > 0) response.socket?.resetAndDestroy();
    else return { body: 'again' };
    return undefined;
  });
  await expect(send()).resolves.toMatchObject({ body: Buffer.from('again') });
});

test.each(['v2', 'v3'] as const)(
  '[S11] a call of API %s waits for ten seconds where nothing else is said',
  async (api) => {
    plain.script(() => ({ status: 500 }));
    const address = plain.url;
    const configuration = {
      ...{ api, merchant: { appid: APPID, mchid: MCHID }, baseUrl: address, tlsBaseUrl: address, notifyUrl: '' },
      ...{ v2: v2Credentials('MD5'), v3: v3Credentials },
    };
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const { query } = createGateway(configuration, api, { clock: () => NOW_SECONDS * 1000, nonce: () => 'N' });
    await expect(query(OUT_TRADE_NO)).rejects.toBeInstanceOf(GatewayUnknown);
    const patience = timers.mock.calls.map(([, milliseconds = 0]) => milliseconds).filter((wait) => wait >= 1000);
    expect(patience).toEqual([10_000]);
    timers.mockRestore();
  },
);

describe('there is no answer', () => {
  test('[T44] from a server that nobody vouches for', async () => {
    secure.script(() => ({ body: 'ok' }));
    await expect(exchange({ ...request, url: secure.url }, limits)).rejects.toThrow(/self-signed certificate/);
    expect(secure.requests).toHaveLength(0);
  });

  test('[T39] behind a redirect, which is not followed', async () => {
    plain.script(({ path }) => (path === '/x' ? { status: 302, headers: { Location: '/y' } } : { body: 'followed' }));
    await expect(send()).rejects.toThrow('重定向');
    expect(plain.requests.map(({ path }) => path)).toEqual(['/x']);
  });

  test('when it takes longer than allowed', async () => {
    plain.script(() => undefined);
    await expect(send('/x', 50)).rejects.toThrow('50 毫秒');
  });

  test('when it begins and does not end in time', async () => {
    plain.script((_, response) => {
      response.writeHead(200).write('beginning');
      return undefined;
    });
    await expect(send('/x', 100)).rejects.toThrow('100 毫秒');
  });

  test('when it is larger than a megabyte', async () => {
    plain.script(() => ({ body: Buffer.alloc((1 << 20) + 1) }));
    await expect(send()).rejects.toThrow('1048576 字节');
  });

  test('when it is cut off', async () => {
    plain.script((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('half', () => response.socket?.destroy());
      return undefined;
    });
    await expect(send()).rejects.toBeInstanceOf(GatewayUnknown);
  });

  test('when connections are reset again and again', async () => {
    plain.script((_, response) => {
      response.socket?.resetAndDestroy();
      return undefined;
    });
    await expect(send()).rejects.toBeInstanceOf(GatewayUnknown);
    expect(plain.requests.length).toBeLessThanOrEqual(2);
  });

  test('when nobody listens', async () => {
    const gone = await startScriptedServer();
    await gone.close();
    await expect(exchange({ ...request, url: gone.url }, limits)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

test('an authority from the keys folder is trusted', async () => {
  secure.script(() => ({ body: 'ok' }));
  const trusting = { ...limits, trustedAuthorities: certificate.cert };
  await expect(exchange({ ...request, url: secure.url }, trusting)).resolves.toMatchObject({ status: 200 });
  await expect(exchange({ ...request, url: secure.url }, limits)).rejects.toThrow(/self-signed certificate/);
});

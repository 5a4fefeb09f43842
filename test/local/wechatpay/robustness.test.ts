import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fromXml, toXml, v2Sign } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ limits: { bodyPatience: 1_500 } });

const isServing = async () => expect(await gateway.control('state', undefined, 'GET')).toMatchObject({ status: 200 });

describe('what is not built', () => {
  test('says so, and what is', async () => {
    const answer = await fetch(`${gateway.url}/v3/payscore/serviceorder`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(501);
    expect(await answer.json()).toEqual({
      code: 'NOT_IMPLEMENTED',
      message: '本地微信支付没有实现 POST /v3/payscore/serviceorder',
      supported: expect.arrayContaining(['POST /pay/unifiedorder', 'POST /v3/pay/transactions/jsapi']),
    });
  });

  test('says so in XML to who speaks XML', async () => {
    const headers = { 'content-type': 'text/xml' };
    const answer = await fetch(`${gateway.url}/secapi/pay/profitsharing`, {
      method: 'POST',
      body: '<xml></xml>',
      headers,
    });
    expect(answer.status).toBe(501);
    expect(fromXml(await answer.text())).toMatchObject({
      return_code: 'FAIL',
      return_msg: expect.stringContaining('没有实现 POST /secapi/pay/profitsharing'),
    });
  });
});

describe('hostile requests', () => {
  test.each([
    ['/pay/unifiedorder', 'text/xml', 200, 'text/plain; charset=utf-8'],
    ['/v3/pay/transactions/jsapi', 'application/json', 413, 'application/json; charset=utf-8'],
    ['/_control/pay', 'application/json', 413, 'application/json; charset=utf-8'],
  ])('6 MB to %s are answered, and not kept', async (path, type, status, answerType) => {
    const body = Buffer.alloc(6_000_000, 'x');
    const answer = await fetch(gateway.url + path, { method: 'POST', body, headers: { 'content-type': type } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe(answerType);
    expect(await answer.text()).toContain('请求报文过大');
    await isServing();
  });

  test('a body that never ends is cut off', async () => {
    const { hostname, port } = new URL(gateway.url);
    const answer = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = net.connect(Number(port), hostname, () => {
        socket.write('POST /v3/pay/transactions/jsapi HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{');
      });
      socket.on('data', (chunk) => {
        received += chunk;
        if (received.includes('没有及时到达')) resolve(received);
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    await isServing();
  });

  test('ten thousand fields are refused in the words of each version', async () => {
    const fields = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, 'x']));
    const { appid, mchid: mch_id, apiKey } = gateway.merchant;
    const asked = { appid, mch_id, nonce_str: 'n', ...fields };
    expect(await gateway.postXml('/pay/orderquery', toXml({ ...asked, sign: v2Sign(asked, apiKey) }))).toEqual({
      return_code: 'FAIL',
      return_msg: 'XML格式错误',
    });
    expect(await gateway.v3('POST', '/v3/pay/transactions/jsapi', fields)).toMatchObject({
      status: 400,
      body: { message: '请求中含有未在API文档中定义的参数' },
    });
  });

  test('a hundred thousand nested arrays are refused', async () => {
    const deep = `{"payer":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await gateway.v3('POST', '/v3/pay/transactions/jsapi', deep)).status).toBe(400);
    await isServing();
  });

  test.each([
    'GET / HTTP/1.1\r\n\r\n',
    '\u0000\u0001\u0002',
    'POST /pay/unifiedorder HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
  ])('no HTTP at all: %j', async (bytes) => {
    const { hostname, port } = new URL(gateway.url);
    await new Promise((resolve) => {
      const socket = net.connect(Number(port), hostname, () => socket.end(bytes));
      socket
        .on('close', resolve)
        .on('error', () => undefined)
        .resume();
    });
    await isServing();
  });

  test.each([
    '/v3/pay/transactions/out-trade-no/%E0%A4%A?mchid=1',
    '/v3/pay/transactions/id/%00?mchid=%FF',
    '//x/..//',
  ])('the address %s is answered', async (target) => {
    expect((await gateway.v3('GET', target)).status).toBeGreaterThanOrEqual(400);
    await isServing();
  });
});

describe('npm run wechatpay', () => {
  const root = resolve(__dirname, '../../..');
  const start = async (folder: string) => {
    const child = spawn(process.execPath, ['local/start.mjs', 'wechatpay', '--port', '0', '--keys', folder, '--json'], {
      cwd: root,
    });
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (data) => resolve(String(data)));
      child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
      child.stderr.on('data', (data) => reject(new Error(String(data))));
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, ended, ...(JSON.parse(line) as { url: string; tlsUrl: string }) };
  };

  test('keeps everything that it answered when it is killed, and ends within five seconds when asked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wechatpay-killed-'));
    const first = await start(folder);
    const merchant = JSON.parse(readFileSync(join(folder, 'merchant.json'), 'utf8'));
    const order = {
      ...gateway.v2Order({ out_trade_no: 'T20260101' }),
      appid: merchant.appid,
      mch_id: merchant.mchid,
      nonce_str: 'n',
    };
    const body = toXml({ ...order, sign: v2Sign(order, merchant.apiKey) });
    const ordered = await fetch(`${first.url}/pay/unifiedorder`, { method: 'POST', body });
    const { prepay_id } = fromXml(await ordered.text());
    const paid = await fetch(`${first.url}/_control/pay`, {
      method: 'POST',
      body: JSON.stringify({ prepayId: prepay_id, notification: 'lose' }),
    });
    const { transactionId } = (await paid.json()) as { transactionId: string };
    first.child.kill('SIGKILL');
    await first.ended;

    const second = await start(folder);
    const state = await (await fetch(`${second.url}/_control/state`)).json();
    expect(state).toMatchObject({ orders: [{ outTradeNo: 'T20260101', state: 'SUCCESS', transactionId }] });
    const asked = performance.now();
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(5_000);
    await rm(folder, { recursive: true, force: true });
  }, 30_000);
});

import { constants, createSign, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Json } from './support/gateway';
import { otherMerchant } from './support/other-merchant';
import { header, rsa } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ merchantFile: { others: { merchants: [otherMerchant] } } });
describe('a refused Authorization of API v3', () => {
  const body = () => JSON.stringify(gateway.v3Order());
  const now = () => String(Math.floor(Date.now() / 1000));
  const post = async (text: string, authorization: string, target = '/v3/pay/transactions/jsapi', method = 'POST') => {
    const answer = await fetch(gateway.url + target, {
      method,
      ...(method === 'POST' && { body: text }),
      headers: {
        'content-type': 'application/json',
        accept: '*/*',
        'user-agent': 'x',
        ...(authorization && { authorization }),
      },
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
  };
  const parts = (change: object = {}) => ({
    mchid: gateway.merchant.mchid,
    serial: gateway.merchant.merchantSerial,
    timestamp: now(),
    nonce: 'NONCE',
    signature: 'AAAA',
    ...change,
  });

  const format = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';
  const serial = '商户证书序列号有误。请使用签名私钥匹配的证书序列号';
  const clock = 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟';
  test.each<[string, () => string, string, string | undefined]>([
    ['none at all', () => '', format, 'authorization-missing'],
    ['another scheme', () => 'Bearer token', 'Http头Authorization认证类型不正确', 'wrong-scheme'],
    ['a part missing', () => header(parts()).replace(/,timestamp="\d+"/, ''), format, 'part-missing'],
    ['a part twice', () => `${header(parts())},mchid="1"`, format, 'part-twice'],
    ['no quotes', () => header(parts()).replaceAll('"', ''), format, 'quotes-missing'],
    ['a clock six minutes slow', () => header(parts({ timestamp: String(Number(now()) - 360) })), clock, 'clock-off'],
    ['a clock six minutes fast', () => header(parts({ timestamp: String(Number(now()) + 360) })), clock, 'clock-off'],
    ['milliseconds', () => header(parts({ timestamp: `${now()}000` })), clock, 'timestamp-not-seconds'],
    ['a merchant nobody knows', () => header(parts({ mchid: '1900000001' })), '签名错误', 'unknown-mchid'],
    ['a serial nobody knows', () => header(parts({ serial: '4'.repeat(40) })), serial, 'wrong-serial'],
    [
      'the platform’s serial',
      () => header(parts({ serial: gateway.merchant.platformSerial })),
      serial,
      'platform-serial',
    ],
    ['no signature', () => header(parts({ signature: '' })), '签名错误', 'signature-missing'],
  ])('%s is answered 401, unsigned', async (_, authorization, message, mistake) => {
    const answer = await post(body(), authorization());
    expect(answer).toMatchObject({ status: 401, body: { code: 'SIGN_ERROR', message } });
    expect(answer.headers.get('wechatpay-signature')).toBeNull();
    expect(answer.headers.get('request-id')).toMatch(/-268443699$/);
    expect((await gateway.lastExchange()).verdict.mistake).toBe(mistake);
  });

  test('a timestamp within five minutes is accepted, at either side', async () => {
    for (const off of [-290, 290]) {
      const [text, timestamp] = [body(), String(Number(now()) + off)];
      const signature = rsa(
        `POST\n/v3/pay/transactions/jsapi\n${timestamp}\nNONCE\n${text}\n`,
        gateway.signer.privateKey,
      );
      expect(await post(text, header(parts({ timestamp, signature })))).toMatchObject({ status: 200 });
    }
  });

  test('the serial’s case does not matter', async () => {
    const [text, timestamp] = [body(), now()];
    const signature = rsa(
      `POST\n/v3/pay/transactions/jsapi\n${timestamp}\nNONCE\n${text}\n`,
      gateway.signer.privateKey,
    );
    const authorization = header(
      parts({ timestamp, signature, serial: gateway.merchant.merchantSerial.toLowerCase() }),
    );
    expect(await post(text, authorization)).toMatchObject({ status: 200 });
  });

  test('what WeChat saw is quoted, of the body eight characters', async () => {
    const text = body();
    const timestamp = now();
    const { body: answer } = await post(text, header(parts({ timestamp })));
    expect(answer.detail).toEqual({
      detail: { issue: 'sign not match' },
      field: 'signature',
      location: 'authorization',
      sign_information: {
        method: 'POST',
        sign_message_length: Buffer.byteLength(`POST\n/v3/pay/transactions/jsapi\n${timestamp}\nNONCE\n${text}\n`),
        truncated_sign_message: `POST\n/v3/pay/transactions/jsapi\n${timestamp}\nNONCE\n{"appid"\n`,
        url: '/v3/pay/transactions/jsapi',
      },
    });
  });

  interface Sent {
    method: string;
    target: string;
    timestamp: string;
    body: string;
  }
  const query = () => `/v3/pay/transactions/out-trade-no/T%2D000000?mchid=${gateway.merchant.mchid}`;
  const text = ({ method, target, timestamp, body }: Sent) => `${method}\n${target}\n${timestamp}\nNONCE\n${body}\n`;
  const key = () => gateway.signer.privateKey;
  const otherKey = () => readFileSync(join(gateway.folder, 'keys', `${otherMerchant.mchid}.key`));

  test.each<[string, 'POST' | 'GET', (sent: Sent) => string]>([
    ['query-left-out', 'GET', (sent) => rsa(text({ ...sent, target: sent.target.split('?')[0] as string }), key())],
    ['leading-slash-missing', 'GET', (sent) => rsa(text({ ...sent, target: sent.target.slice(1) }), key())],
    ['url-decoded', 'GET', (sent) => rsa(text({ ...sent, target: decodeURIComponent(sent.target) }), key())],
    ['whole-url-signed', 'GET', (sent) => rsa(text({ ...sent, target: gateway.url + sent.target }), key())],
    ['body-of-get-signed', 'GET', (sent) => rsa(text({ ...sent, body: '{}' }), key())],
    ['method-lower-case', 'POST', (sent) => rsa(text({ ...sent, method: 'post' }), key())],
    ['body-left-out', 'POST', (sent) => rsa(text({ ...sent, body: '' }), key())],
    [
      'body-serialized-again',
      'POST',
      (sent) => rsa(text({ ...sent, body: JSON.stringify(JSON.parse(sent.body), null, 2) }), key()),
    ],
    ['trailing-newline-missing', 'POST', (sent) => rsa(text(sent).slice(0, -1), key())],
    ['trailing-newline-added', 'POST', (sent) => rsa(`${text(sent)}\n`, key())],
    ['escaped-newlines', 'POST', (sent) => rsa(text(sent).replaceAll('\n', '\\n'), key())],
    [
      'parts-in-wrong-order',
      'POST',
      ({ method, target, timestamp, body }) => rsa(`${timestamp}\nNONCE\n${method}\n${target}\n${body}\n`, key()),
    ],
    ['answer-format', 'POST', ({ timestamp, body }) => rsa(`${timestamp}\nNONCE\n${body}\n`, key())],
    [
      'timestamp-differs',
      'POST',
      (sent) => rsa(text({ ...sent, timestamp: String(Number(sent.timestamp) - 1) }), key()),
    ],
    ['wrong-key', 'POST', (sent) => rsa(text(sent), otherKey())],
    ['wrong-digest', 'POST', (sent) => createSign('sha1').update(text(sent)).sign(key(), 'base64')],
    [
      'wrong-padding',
      'POST',
      (sent) =>
        sign('sha256', Buffer.from(text(sent)), {
          key: key(),
          padding: constants.RSA_PKCS1_PSS_PADDING,
        }).toString('base64'),
    ],
    ['signature-in-hex', 'POST', (sent) => sign('sha256', Buffer.from(text(sent)), key()).toString('hex')],
  ])('is explained: %s', async (mistake, method, signed) => {
    const sent = {
      method,
      target: method === 'GET' ? query() : '/v3/pay/transactions/jsapi',
      timestamp: now(),
      body: method === 'GET' ? '' : body(),
    };
    const answer = await post(
      sent.body,
      header(parts({ timestamp: sent.timestamp, signature: signed(sent) })),
      sent.target,
      method,
    );
    expect(answer.status).toBe(401);
    expect((await gateway.lastExchange()).verdict).toMatchObject({ ok: false, mistake });
  });

  test('of a key nobody declared shows the string and the signature, and names nothing', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const sent = { method: 'POST', target: '/v3/pay/transactions/jsapi', timestamp: now(), body: body() };
    const signature = sign('sha256', Buffer.from(text(sent)), privateKey).toString('base64');
    await post(sent.body, header(parts({ timestamp: sent.timestamp, signature })));
    expect((await gateway.lastExchange()).verdict).toEqual({
      ok: false,
      reason: '签名错误：没有哪一个单独的错误能得到它。它不是 merchant.json 里任何一个商户的私钥按 PKCS#1 v1.5 做的',
      expected: text(sent),
      received: signature,
    });
  });
});

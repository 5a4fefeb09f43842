import { constants, createHash, createHmac, createSign, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Fields, type Json, startGateway, type TestGateway } from './support/gateway';
import { header, rsa, toXml, v2Sign } from './support/sign';

const other = {
  mchid: '1900000200',
  appids: ['wxother0000000001'],
  apiKey: 'ANOTHER0123456789ANOTHER01234567',
  apiV3Key: 'another0123456789another01234567',
};
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ merchantFile: { others: { merchants: [other] } } });
});
afterAll(() => gateway.close());

const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();
const hmac = (text: string, key: string) => createHmac('sha256', key).update(text).digest('hex').toUpperCase();

describe('a refused signature of API v2', () => {
  /** What a client sends: unsorted, with characters that encodings change, an empty field and a sign type. */
  const sent = () =>
    gateway.v2Order({
      appid: gateway.merchant.appid,
      mch_id: gateway.merchant.mchid,
      nonce_str: 'n',
      body: '苹果 & <梨>',
      attach: '',
      Z_field: 'z',
      goods_tag: ' x ',
    });
  const joined = (fields: Fields, { sorted = true, empty = false } = {}) => {
    const names = Object.keys(fields).filter((name) => empty || fields[name] !== '');
    return (sorted ? names.sort() : names).map((name) => `${name}=${fields[name]}`).join('&');
  };
  const mapped = (fields: Fields, change: (value: string) => string) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, value === '' ? '' : change(String(value))]),
    );

  test.each<[string, (fields: Fields, key: string) => string]>([
    ['lower-case', (fields, key) => v2Sign(fields, key).toLowerCase()],
    ['wrong-algorithm', (fields, key) => v2Sign(fields, key, 'HMAC-SHA256')],
    ['wrong-key', (fields) => v2Sign(fields, gateway.merchant.apiV3Key)],
    ['wrong-key', (fields) => v2Sign(fields, other.apiKey)],
    ['key-white-space', (fields, key) => md5(`${joined(fields)}&key=${key}\n`)],
    ['key-case', (fields, key) => md5(`${joined(fields)}&key=${key.toLowerCase()}`)],
    ['key-not-appended', (fields) => md5(joined(fields))],
    ['key-name-missing', (fields, key) => md5(`${joined(fields)}${key}`)],
    ['empty-field-signed', (fields, key) => md5(`${joined(fields, { empty: true })}&key=${key}`)],
    ['not-sorted', (fields, key) => md5(`${joined(fields, { sorted: false })}&key=${key}`)],
    [
      'sorted-ignoring-case',
      (fields, key) => {
        const names = Object.keys(fields).filter((name) => fields[name] !== '');
        names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
        return md5(`${names.map((name) => `${name}=${fields[name]}`).join('&')}&key=${key}`);
      },
    ],
    ['url-encoded', (fields, key) => v2Sign(mapped(fields, encodeURIComponent), key)],
    [
      'xml-escaped',
      (fields, key) =>
        v2Sign(
          mapped(fields, (value) => value.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')),
          key,
        ),
    ],
    [
      'cdata-signed',
      (fields, key) =>
        v2Sign(
          mapped(fields, (value) => `<![CDATA[${value}]]>`),
          key,
        ),
    ],
    [
      'white-space-trimmed',
      (fields, key) =>
        v2Sign(
          mapped(fields, (value) => value.trim()),
          key,
        ),
    ],
    ['field-not-signed', ({ openid: _, ...fields }, key) => v2Sign(fields, key)],
    ['sign-type-not-sent', (fields, key) => v2Sign({ ...fields, sign_type: 'MD5' }, key)],
    ['field-changed', (fields, key) => v2Sign({ ...fields, total_fee: '12.80' }, key)],
  ])('is explained: %s', async (mistake, signed) => {
    const fields = sent();
    const answer = await gateway.postXml(
      '/pay/unifiedorder',
      toXml({ ...fields, sign: signed(fields, gateway.merchant.apiKey) }),
    );
    expect(answer).toEqual({ return_code: 'FAIL', return_msg: '签名错误' });
    expect((await gateway.lastExchange()).verdict).toMatchObject({ ok: false, mistake });
  });

  test('a sign type that was sent and not signed is told from any other field', async () => {
    const fields = { ...sent(), sign_type: 'HMAC-SHA256' };
    const { sign_type: _, ...signed } = fields;
    const { apiKey } = gateway.merchant;
    await gateway.postXml(
      '/pay/unifiedorder',
      toXml({ ...fields, sign: hmac(`${joined(signed)}&key=${apiKey}`, apiKey) }),
    );
    expect((await gateway.lastExchange()).verdict).toMatchObject({ mistake: 'sign-type-not-signed' });
  });

  test('without a single mistake that accounts for it shows both signatures and names nothing', async () => {
    const fields = sent();
    const sign = v2Sign({ ...fields, body: 'something else' }, gateway.merchant.apiKey);
    await gateway.postXml('/pay/unifiedorder', toXml({ ...fields, sign }));
    const { verdict, signed } = await gateway.lastExchange();
    expect(verdict).toEqual({
      ok: false,
      reason: '签名错误：没有哪一个单独的错误能得到这个签名',
      expected: v2Sign(fields, gateway.merchant.apiKey),
      received: sign,
    });
    expect(signed).toContain('body=苹果 & <梨>&');
  });

  test('two mistakes that nothing can tell apart are both told, and neither is named', async () => {
    // Sent in this order, the fields are unsorted and sorted without regard to case at once.
    const fields: Fields = { appid: gateway.merchant.appid, mch_id: gateway.merchant.mchid, nonce_str: 'n', Z: 'z' };
    const sign = md5(`${joined(fields, { sorted: false })}&key=${gateway.merchant.apiKey}`);
    await gateway.postXml('/pay/orderquery', toXml({ ...fields, sign }));
    const { verdict } = await gateway.lastExchange();
    expect(verdict).not.toHaveProperty('mistake');
    expect(verdict.reason).toContain('没有按名字的 ASCII 码排序');
    expect(verdict.reason).toContain('忽略了大小写');
  });

  test('the log holds no key', async () => {
    const log = JSON.stringify(await gateway.log());
    for (const secret of [gateway.merchant.apiKey, gateway.merchant.apiV3Key, other.apiKey, other.apiV3Key]) {
      expect(log).not.toContain(secret);
    }
  });
});

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
    ['none at all', () => '', format, undefined],
    ['another scheme', () => 'Bearer token', 'Http头Authorization认证类型不正确', undefined],
    ['a part missing', () => header(parts()).replace(/,timestamp="\d+"/, ''), format, undefined],
    ['a part twice', () => `${header(parts())},mchid="1"`, format, undefined],
    ['no quotes', () => header(parts()).replaceAll('"', ''), format, undefined],
    ['a clock six minutes slow', () => header(parts({ timestamp: String(Number(now()) - 360) })), clock, 'clock-off'],
    ['a clock six minutes fast', () => header(parts({ timestamp: String(Number(now()) + 360) })), clock, 'clock-off'],
    ['milliseconds', () => header(parts({ timestamp: `${now()}000` })), clock, 'timestamp-not-seconds'],
    ['a merchant nobody knows', () => header(parts({ mchid: '1900000001' })), '签名错误', undefined],
    ['a serial nobody knows', () => header(parts({ serial: '4'.repeat(40) })), serial, 'wrong-serial'],
    ['the platform’s serial', () => header(parts({ serial: gateway.merchant.platformSerial })), serial, 'wrong-serial'],
    ['no signature', () => header(parts({ signature: '' })), '签名错误', undefined],
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
  const otherKey = () => readFileSync(join(gateway.folder, 'keys', `${other.mchid}.key`));

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
      reason: '签名错误：没有哪一个单独的错误能得到这个签名',
      expected: text(sent),
      received: signature,
    });
  });
});

describe('the cashier', () => {
  const base = (prepayId: unknown, signType: string) => ({
    appId: gateway.merchant.appid,
    timeStamp: '1700000000',
    nonceStr: 'NONCE',
    package: `prepay_id=${prepayId}`,
    signType,
  });
  type Base = ReturnType<typeof base>;
  const rsaText = ({ appId, timeStamp, nonceStr, package: packed }: Base) =>
    `${appId}\n${timeStamp}\n${nonceStr}\n${packed}\n`;
  const ordered = async (api: 'v2' | 'v3', change: Fields = {}) => {
    if (api === 'v2') {
      const { prepay_id } = await gateway.v2('/pay/unifiedorder', gateway.v2Order(change));
      return base(prepay_id, (change.sign_type as string) ?? 'MD5');
    }
    const { body } = await gateway.v3('POST', '/v3/pay/transactions/jsapi', gateway.v3Order());
    return base(body.prepay_id, 'RSA');
  };

  test.each(['MD5', 'HMAC-SHA256'] as const)('accepts an order of API v2 with %s', async (sign_type) => {
    const parameters = await ordered('v2', { sign_type });
    const paySign = v2Sign(parameters, gateway.merchant.apiKey, sign_type);
    expect(await gateway.control('cashier', { ...parameters, paySign })).toEqual({
      status: 200,
      ok: true,
      outTradeNo: expect.any(String),
      prepayId: parameters.package.slice('prepay_id='.length),
      total: 1280,
      description: '苹果 500 克',
      merchantName: '本地商户',
      openid: 'oBuyer',
    });
  });

  test('accepts an order of API v3', async () => {
    const parameters = await ordered('v3');
    const paySign = rsa(rsaText(parameters), gateway.signer.privateKey);
    expect(await gateway.control('cashier', { ...parameters, paySign })).toMatchObject({ ok: true, total: 1280 });
  });

  const failed = 'requestPayment:fail 支付验证签名失败';
  test.each<[string, string, (parameters: Base, key: string) => string]>([
    ['app-id-missing', failed, ({ appId: _, ...rest }, key) => v2Sign(rest, key)],
    ['app-id-misspelled', failed, ({ appId, ...rest }, key) => v2Sign({ appid: appId, ...rest }, key)],
    [
      'prepay-id-prefix-missing',
      failed,
      (all, key) => v2Sign({ ...all, package: all.package.slice('prepay_id='.length) }, key),
    ],
    ['wrong-algorithm', failed, (all, key) => v2Sign(all, key, 'HMAC-SHA256')],
    ['lower-case', failed, (all, key) => v2Sign(all, key).toLowerCase()],
    ['wrong-key', failed, (all) => v2Sign(all, gateway.merchant.apiV3Key)],
    ['field-not-signed', failed, ({ signType: _, ...rest }, key) => v2Sign(rest, key)],
  ])('refuses a paySign of API v2 and explains it: %s', async (mistake, errMsg, signed) => {
    const parameters = await ordered('v2');
    const paySign = signed(parameters, gateway.merchant.apiKey);
    expect(await gateway.control('cashier', { ...parameters, paySign })).toMatchObject({ ok: false, errMsg, mistake });
  });

  test.each<[string, (parameters: Base) => string]>([
    ['app-id-missing', (all) => rsa(rsaText(all).replace(/^.*\n/, ''), gateway.signer.privateKey)],
    ['prepay-id-prefix-missing', (all) => rsa(rsaText(all).replace('prepay_id=', ''), gateway.signer.privateKey)],
    ['trailing-newline-missing', (all) => rsa(rsaText(all).slice(0, -1), gateway.signer.privateKey)],
    ['v2-signature', (all) => v2Sign(all, gateway.merchant.apiKey)],
    ['wrong-app-id', (all) => rsa(rsaText({ ...all, appId: 'wxother0000000001' }), gateway.signer.privateKey)],
  ])('refuses a paySign of API v3 and explains it: %s', async (mistake, signed) => {
    const parameters = await ordered('v3');
    const answer = await gateway.control('cashier', { ...parameters, paySign: signed(parameters) });
    expect(answer).toMatchObject({ ok: false, errMsg: failed, mistake });
  });

  test.each<[string, object, string]>([
    [
      'a number for a string',
      { timeStamp: 1700000000 },
      'parameter error: parameter.timeStamp should be String instead of Number;',
    ],
    ['no package', { package: undefined }, '调用支付JSAPI缺少参数：package'],
    ['a package without prepay_id=', { package: 'wx1' }, '调用支付JSAPI缺少参数：package'],
    ['a prepay_id nobody made', { package: 'prepay_id=wx1' }, '调用支付JSAPI缺少参数：total_fee'],
    ['an appid that did not order', { appId: 'wx1' }, '调用支付JSAPI缺少参数：appId'],
    ['a sign type that the order does not have', { signType: 'MD5' }, '支付验证签名失败'],
  ])('refuses %s', async (_, change, message) => {
    const parameters = await ordered('v3');
    const paySign = rsa(rsaText(parameters), gateway.signer.privateKey);
    const answer = await gateway.control('cashier', { ...parameters, paySign, ...change });
    expect(answer).toMatchObject({ status: 200, ok: false, errMsg: `requestPayment:fail ${message}` });
  });

  test('refuses an order that was paid, or whose prepay_id is two hours old', async () => {
    const parameters = await ordered('v3');
    const paySign = rsa(rsaText(parameters), gateway.signer.privateKey);
    await gateway.control('clock', { advanceSeconds: 7200 });
    expect(await gateway.control('cashier', { ...parameters, paySign })).toMatchObject({
      ok: false,
      reason: 'prepay_id 已过期（有效期 2 小时），请用原参数重新下单',
    });
    const paid = await ordered('v3');
    await gateway.control('pay', { prepayId: paid.package.slice('prepay_id='.length) });
    const again = { ...paid, paySign: rsa(rsaText(paid), gateway.signer.privateKey) };
    expect(await gateway.control('cashier', again)).toMatchObject({ ok: false, reason: '该订单已支付' });
  });

  test('leaves what it checked in the log', async () => {
    const parameters = await ordered('v3');
    await gateway.control('cashier', { ...parameters, paySign: rsa(rsaText(parameters), gateway.signer.privateKey) });
    expect(await gateway.lastExchange()).toMatchObject({
      title: '收银台验签',
      signed: rsaText(parameters),
      verdict: { ok: true },
    });
  });
});

import { describe, expect, test } from '@jest/globals';
import { GatewayRefusal, GatewayUnknown } from '../../cloudfunctions/lib/errors';
import type { Merchant } from '../../cloudfunctions/lib/payment/merchant';
import { createGateway } from '../../cloudfunctions/lib/wechatpay/create-gateway';
import { paySigns } from '../fixtures/wechatpay/v3.json';
import { own, prepayOrder, provider } from './asked';
import { forge } from './forge';
import { signedV3, useWechat } from './use-wechat';
import {
  APPID,
  isAuthorized,
  MCHID,
  merchantKey,
  merchantPublicKey,
  NOW_SECONDS,
  OPENID,
  OUT_TRADE_NO,
  PUBLIC_KEY_ID,
  publicKeyModeKey,
  TRANSACTION_ID,
  v3Credentials,
  v3Headers,
  v3Transaction,
} from './wechat';

const { server, gatewayV3 } = useWechat();
const gateway = (merchant = own, v3 = v3Credentials) => gatewayV3({ merchant, v3 });
const answer = (status: number, content?: unknown) => server.script(() => signedV3(status, content));

describe('the order', () => {
  test('is what WeChat documents', async () => {
    answer(200, { prepay_id: 'wx201410272009395522657a690389285100' });
    await expect(gateway().prepay(prepayOrder)).resolves.toEqual({ prepayId: 'wx201410272009395522657a690389285100' });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v3/pay/transactions/jsapi' });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      appid: APPID,
      mchid: MCHID,
      description: '红富士苹果',
      out_trade_no: OUT_TRADE_NO,
      time_expire: '2026-08-20T12:30:00+08:00',
      notify_url: 'https://shop.example/trade/notify/v3',
      amount: { total: 1990, currency: 'CNY' },
      payer: { openid: OPENID },
      scene_info: { payer_client_ip: '14.23.150.211' },
    });
  });

  test('is signed with the merchant’s key, and asks for an answer signed with the public key', async () => {
    answer(200, { prepay_id: 'wx1' });
    await gateway().prepay(prepayOrder);
    const [request] = server.requests;
    expect(request && isAuthorized(request)).toBe(true);
    expect(request?.headers.authorization).toContain(`serial_no="${v3Credentials.merchantSerial}"`);
    expect(request?.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': expect.any(String),
      'wechatpay-serial': PUBLIC_KEY_ID,
    });
  });

  test('asks for no key where only platform certificates are configured', async () => {
    answer(200, { prepay_id: 'wx1' });
    await gateway(own, { ...v3Credentials, publicKeyId: undefined }).prepay(prepayOrder);
    expect(server.requests[0]?.headers).not.toHaveProperty('wechatpay-serial');
  });

  test.each<[string, Merchant, object]>([
    ['with a mini program of its own', provider, { sub_appid: 'wx8888888888888888', payer: { sub_openid: OPENID } }],
    ['without one', { ...provider, subAppid: undefined }, { payer: { sp_openid: OPENID } }],
  ])('of a service provider is made for a sub-merchant %s', async (_, merchant, differing) => {
    answer(200, { prepay_id: 'wx1' });
    await gateway(merchant).prepay(prepayOrder);
    const [request] = server.requests;
    expect(request?.path).toBe('/v3/pay/partner/transactions/jsapi');
    const body = JSON.parse(request?.body ?? '');
    expect(body).toMatchObject({ sp_appid: APPID, sp_mchid: MCHID, sub_mchid: '1900000109', ...differing });
    expect(body).not.toHaveProperty('appid');
  });

  test.each([{}, { prepay_id: '' }, { prepay_id: 1 }, [], null])('answered with %j is unknown', async (content) => {
    answer(200, content);
    await expect(gateway().prepay(prepayOrder)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

describe('the query', () => {
  test('of a paid order gives the trade', async () => {
    answer(200, v3Transaction);
    await expect(gateway().query(OUT_TRADE_NO)).resolves.toMatchObject({
      api: 'v3',
      appid: APPID,
      mchid: MCHID,
      outTradeNo: OUT_TRADE_NO,
      state: 'SUCCESS',
      transactionId: TRANSACTION_ID,
      total: 100,
      payerTotal: 90,
      currency: 'CNY',
      openid: OPENID,
      paidAt: Date.parse('2026-08-20T03:59:30Z'),
    });
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'GET',
      path: `/v3/pay/transactions/out-trade-no/${OUT_TRADE_NO}?mchid=${MCHID}`,
      body: '',
    });
    expect(request && isAuthorized(request)).toBe(true);
    expect(request?.headers).not.toHaveProperty('content-length');
  });

  test('signs a number with special characters as it is sent', async () => {
    answer(200, { ...v3Transaction, out_trade_no: 'A|B*C_D-E' });
    await gateway().query('A|B*C_D-E');
    const [request] = server.requests;
    expect(request?.path).toBe(`/v3/pay/transactions/out-trade-no/A%7CB*C_D-E?mchid=${MCHID}`);
    expect(request && isAuthorized(request)).toBe(true);
  });

  test('of a service provider names both merchants', async () => {
    const { appid: _, mchid: __, ...rest } = v3Transaction;
    answer(200, { ...rest, sp_appid: APPID, sp_mchid: MCHID, sub_mchid: '1900000109', payer: { sub_openid: OPENID } });
    await expect(gateway(provider).query(OUT_TRADE_NO)).resolves.toMatchObject({
      subMchid: '1900000109',
      openid: OPENID,
    });
    expect(server.requests[0]?.path).toBe(
      `/v3/pay/partner/transactions/out-trade-no/${OUT_TRADE_NO}?sp_mchid=${MCHID}&sub_mchid=1900000109`,
    );
  });

  test.each<[string, object]>([
    ['[T06] another order', { ...v3Transaction, out_trade_no: 'OTHER' }],
    ['[T06] another mini program', { ...v3Transaction, appid: 'wxother' }],
    ['[T06] another merchant', { ...v3Transaction, mchid: '1900000001' }],
    ['[T06] a sub-merchant', { ...v3Transaction, sub_mchid: '1900000109' }],
    ['money without a transaction', { ...v3Transaction, transaction_id: undefined }],
    ['an amount in text', { ...v3Transaction, amount: { total: '100' } }],
  ])('answered about %s is unknown', async (_, transaction) => {
    answer(200, transaction);
    await expect(gateway().query(OUT_TRADE_NO)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

describe('closing', () => {
  test('posts who asks and is content with a signed 204', async () => {
    answer(204);
    await expect(gateway().close(OUT_TRADE_NO)).resolves.toBeUndefined();
    const [request] = server.requests;
    expect(request).toMatchObject({
      path: `/v3/pay/transactions/out-trade-no/${OUT_TRADE_NO}/close`,
      body: `{"mchid":"${MCHID}"}`,
    });
    expect(request && isAuthorized(request)).toBe(true);
  });

  test('names both merchants of a service provider', async () => {
    answer(204);
    await gateway(provider).close(OUT_TRADE_NO);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ sp_mchid: MCHID, sub_mchid: '1900000109' });
  });

  test('[T01] does not believe an unsigned 204', async () => {
    server.script(() => ({ status: 204 }));
    await expect(gateway().close(OUT_TRADE_NO)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

describe('WeChat says no', () => {
  test.each([
    [400, 'ORDERPAID', 'ORDER_PAID'],
    [400, 'ORDER_PAID', 'ORDER_PAID'],
    [400, 'ORDER_CLOSED', 'ORDER_CLOSED'],
    [400, 'ORDERCLOSED', 'ORDER_CLOSED'],
    [404, 'ORDER_NOT_EXIST', 'ORDER_NOT_EXIST'],
    [400, 'ORDERNOTEXIST', 'ORDER_NOT_EXIST'],
    [403, 'NOT_ENOUGH', 'NOT_ENOUGH'],
    [403, 'OUT_TRADE_NO_USED', 'OUT_TRADE_NO_USED'],
    [401, 'SIGN_ERROR', 'SIGN_ERROR'],
  ])('with %i %s, signed', async (status, code, spelled) => {
    answer(status, { code, message: '说明' });
    const refusal = await gateway()
      .close(OUT_TRADE_NO)
      .catch((error) => error);
    expect(refusal).toBeInstanceOf(GatewayRefusal);
    expect(refusal).toMatchObject({ code: spelled, status, message: expect.stringContaining('说明') });
  });

  test.each([
    [401, 'SIGN_ERROR'],
    [400, 'PARAM_ERROR'],
    [403, 'NO_AUTH'],
  ])('to the request as such, with %i %s, unsigned', async (status, code) => {
    server.script(() => ({ status, body: JSON.stringify({ code, message: '说明' }) }));
    await expect(gateway().prepay(prepayOrder)).rejects.toMatchObject({ name: 'GatewayRefusal', code, status });
  });
});

describe('WeChat says nothing to rely on', () => {
  const paid = JSON.stringify(v3Transaction);
  const old = v3Headers(paid, { timestamp: String(NOW_SECONDS - 301) });

  test.each<[string, { status?: number; headers?: Record<string, string | string[]>; body?: string }]>([
    ['500 SYSTEM_ERROR', signedV3(500, { code: 'SYSTEM_ERROR', message: '' })],
    ['503', { status: 503, body: 'Service Unavailable' }],
    ['429', signedV3(429, { code: 'RATELIMIT_EXCEEDED', message: '' })],
    ['202, which is accepted and not done', signedV3(202, {})],
    ['403 FREQUENCY_LIMITED', signedV3(403, { code: 'FREQUENCY_LIMITED', message: '' })],
    ['400 SYSTEM_ERROR', signedV3(400, { code: 'SYSTEM_ERROR', message: '' })],
    ['400 of a proxy', { status: 400, body: '<html>400 Bad Request</html>' }],
    ['404 without a code', signedV3(404, {})],
    ['404 null', signedV3(404, null)],
    ['[T01] 404 ORDER_NOT_EXIST, unsigned', { status: 404, body: '{"code":"ORDER_NOT_EXIST"}' }],
    ['[T01] 400 ORDER_CLOSED, unsigned', { status: 400, body: '{"code":"ORDER_CLOSED"}' }],
    ['[T01] 400 ORDERPAID, unsigned', { status: 400, body: '{"code":"ORDERPAID"}' }],
    ['[T01] 404, wrongly signed', { ...signedV3(404, { code: 'PARAM_ERROR' }), body: '{"code":"ORDER_NOT_EXIST"}' }],
    ['[T01] 200, unsigned', { body: paid }],
    ['[T01] 200, wrongly signed', { headers: v3Headers('{}'), body: paid }],
    ['[T01] 200, signed with our own key', { headers: v3Headers(paid, { key: merchantKey }), body: paid }],
    ['[T17] 200, signed with an unknown key', { headers: v3Headers(paid, { serial: 'FFFF' }), body: paid }],
    ['[T17] 200, signed with the other key', { headers: v3Headers(paid, { key: publicKeyModeKey }), body: paid }],
    ['[T19] 200, signed long ago', { headers: old, body: paid }],
    [
      '[T16] 200, with two signatures',
      { headers: { ...v3Headers(paid), 'wechatpay-signature': ['AA==', 'AA=='] }, body: paid },
    ],
    ['200, signed and no JSON', signedV3(200)],
  ])('%s', async (_, scripted) => {
    server.script(() => scripted);
    await expect(gateway().query(OUT_TRADE_NO)).rejects.toBeInstanceOf(GatewayUnknown);
  });

  test('[T17] and an unknown key makes no call of its own', async () => {
    server.script(() => ({ headers: v3Headers(paid, { serial: 'FFFF' }), body: paid }));
    await gateway()
      .query(OUT_TRADE_NO)
      .catch(() => undefined);
    expect(server.requests).toHaveLength(1);
  });

  test('[T17] while answers signed with either living key are taken', async () => {
    answer(200, v3Transaction);
    await expect(gateway().query(OUT_TRADE_NO)).resolves.toBeDefined();
    server.script(() => ({ headers: v3Headers(paid, { key: publicKeyModeKey, serial: PUBLIC_KEY_ID }), body: paid }));
    await expect(gateway().query(OUT_TRADE_NO)).resolves.toBeDefined();
  });
});

test('[T38] no error of a call holds a key or a signature', async () => {
  server.script(() => ({ status: 401, body: '{"code":"SIGN_ERROR","message":"签名错误"}' }));
  const error = await gateway()
    .prepay(prepayOrder)
    .catch((thrown: Error) => `${thrown.message} ${thrown.stack} ${JSON.stringify(thrown)}`);
  expect(error).not.toMatch(/PRIVATE KEY|signature=|WECHATPAY2/);
});

describe('the argument of wx.requestPayment', () => {
  test('is the official example', () => {
    const [appid = '', timeStamp = '', nonceStr = '', packageValue = ''] = paySigns[0]?.message.split('\n') ?? [];
    const configuration = {
      api: 'v3' as const,
      merchant: { appid, mchid: MCHID },
      baseUrl: '',
      tlsBaseUrl: '',
      notifyUrl: '',
      v3: v3Credentials,
    };
    const surroundings = { clock: () => Number(timeStamp) * 1000 + 999, nonce: () => nonceStr };
    const prepayId = packageValue.replace('prepay_id=', '');
    expect(createGateway(configuration, 'v3', surroundings).paymentParams(prepayId)).toEqual({
      timeStamp: '1554208460',
      nonceStr: '593BEC0C930BF1AFEB40B4A08C8FB242',
      package: 'prepay_id=wx201410272009395522657a690389285100',
      signType: 'RSA',
      paySign: paySigns[0]?.expected,
    });
  });

  test('signs the appid of the mini program that runs: the sub-merchant’s own', () => {
    const { timeStamp, nonceStr, package: packageValue, paySign } = gateway(provider).paymentParams('wx1');
    const message = `wx8888888888888888\n${timeStamp}\n${nonceStr}\n${packageValue}\n`;
    const digest = forge.md.sha256.create().update(message, 'raw').digest().getBytes();
    expect(merchantPublicKey.verify(digest, forge.util.decode64(paySign))).toBe(true);
  });
});

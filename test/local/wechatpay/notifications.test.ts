import { describe, expect, test } from '@jest/globals';
import { Aes, Hash, Rsa } from 'wechatpay-axios-plugin';
import type { Json } from './support/gateway';
import { heardV2 } from './support/merchant-server';
import { fromXml } from './support/sign';
import { useGateway } from './support/use-gateway';
import { useMerchantServer } from './support/use-merchant-server';

const gateway = useGateway();
const merchant = useMerchantServer(gateway);

const place = {
  async v2(sign_type = 'MD5') {
    const order = gateway.v2Order({ notify_url: merchant.url, attach: '店 1', sign_type });
    await gateway.v2('/pay/unifiedorder', order);
    return String(order.out_trade_no);
  },
  async v3() {
    const order = gateway.v3Order({ notify_url: merchant.url, attach: '店 1' });
    await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
    return String(order.out_trade_no);
  },
};

interface NotificationView {
  outTradeNo: string;
  status: string;
  nextAt?: string;
  createdAt: string;
  attempts: { number: number; virtualAt: string; outcome: string; status: number | null; answer: string }[];
}
const notifications = async () =>
  (await gateway.control('state', undefined, 'GET')).notifications as NotificationView[];
const settled = async (): Promise<NotificationView> => {
  for (const end = Date.now() + 10_000; ; ) {
    const [notification] = await notifications();
    if (notification && notification.attempts.length > 0) return notification;
    if (Date.now() > end) throw new Error('no attempt was recorded');
    await new Promise((resume) => setTimeout(resume, 10));
  }
};

describe('a notification of API v2', () => {
  test.each(['MD5', 'HMAC-SHA256'] as const)('is signed with the order’s %s, and does not say so', async (type) => {
    const outTradeNo = await place.v2(type);
    const { transactionId } = await gateway.control('pay', { outTradeNo });
    const [{ headers, body }] = (await merchant.hears(1)) as [{ headers: Json; body: string }];
    const fields = fromXml(body);
    expect(headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(fields).toMatchObject({
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      appid: gateway.merchant.appid,
      mch_id: gateway.merchant.mchid,
      openid: 'oBuyer',
      trade_type: 'JSAPI',
      total_fee: '1280',
      cash_fee: '1280',
      fee_type: 'CNY',
      attach: '店 1',
      out_trade_no: outTradeNo,
      transaction_id: transactionId,
      time_end: expect.stringMatching(/^\d{14}$/),
    });
    expect(fields).not.toHaveProperty('sign_type');
    expect(Hash.sign(type, fields, gateway.merchant.apiKey)).toBe(fields.sign);
  });

  test.each<[string, number, string]>([
    ['nothing', 200, ''],
    ['words', 200, 'success'],
    ['FAIL', 200, '<xml><return_code><![CDATA[FAIL]]></return_code></xml>'],
    ['JSON', 200, '{"return_code":"SUCCESS"}'],
    ['SUCCESS with status 500', 500, heardV2],
  ])('that is answered with %s comes again', async (_, status, body) => {
    merchant.answers(status, body);
    await gateway.control('pay', { outTradeNo: await place.v2() });
    expect(await settled()).toMatchObject({ status: 'pending', attempts: [{ outcome: 'rejected', status }] });
    expect(await gateway.control('clock', { advanceSeconds: 15 })).toMatchObject({ delivered: 1, acknowledged: 0 });
  });
});

describe('a notification of API v3', () => {
  test('is signed, and decrypts to what a query answers', async () => {
    const outTradeNo = await place.v3();
    await gateway.control('pay', { outTradeNo });
    const [{ headers, body }] = (await merchant.hears(1)) as [{ headers: Record<string, string>; body: string }];
    expect(headers['wechatpay-serial']).toBe(gateway.merchant.platformSerial);
    expect(headers['wechatpay-signature-type']).toBe('WECHATPAY2-SHA256-RSA2048');
    const text = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
    const signature = headers['wechatpay-signature'] as string;
    expect(Rsa.verify(text, signature, gateway.key('platform.pem'))).toBe(true);
    const event = JSON.parse(body);
    expect(event).toMatchObject({
      event_type: 'TRANSACTION.SUCCESS',
      resource_type: 'encrypt-resource',
      summary: '支付成功',
      resource: { algorithm: 'AEAD_AES_256_GCM', original_type: 'transaction', associated_data: 'transaction' },
    });
    const { ciphertext, nonce, associated_data } = event.resource;
    const plaintext = Aes.AesGcm.decrypt(ciphertext, gateway.merchant.apiV3Key, nonce, associated_data);
    const target = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${gateway.merchant.mchid}`;
    expect(JSON.parse(plaintext)).toEqual((await gateway.v3('GET', target)).body);
  });

  test('does not verify once it was parsed and written again', async () => {
    await gateway.control('pay', { outTradeNo: await place.v3() });
    const body = (await merchant.hears(1))[0]?.body as string;
    for (const indentation of [0, 1, 2, 4, '\t']) {
      expect(JSON.stringify(JSON.parse(body), null, indentation)).not.toBe(body);
    }
  });

  test.each([200, 204])('is heard when it is answered %d, whatever the body', async (status) => {
    merchant.answers(status);
    await gateway.control('pay', { outTradeNo: await place.v3() });
    expect(await settled()).toMatchObject({ status: 'acknowledged' });
    expect(await gateway.control('clock', { advanceSeconds: 86_400 })).toMatchObject({ delivered: 0 });
  });

  test.each([201, 302, 400, 401, 500])('that is answered %d comes again', async (status) => {
    merchant.answers(status, '', status === 302 ? { location: `${merchant.url}/elsewhere` } : {});
    await gateway.control('pay', { outTradeNo: await place.v3() });
    expect(await settled()).toMatchObject({ status: 'pending', attempts: [{ outcome: 'rejected', status }] });
    expect(merchant.received).toHaveLength(1);
  });

  test('is the same event each time, signed anew', async () => {
    merchant.answers(500);
    await gateway.control('pay', { outTradeNo: await place.v3() });
    await settled();
    await gateway.control('clock', { advanceSeconds: 15 });
    const events = merchant.received.map(({ body }) => JSON.parse(body).id);
    expect(events[0]).toBe(events[1]);
    expect(new Set(merchant.received.map(({ headers }) => headers['wechatpay-nonce'])).size).toBe(2);
  });
});

test('an unheard notification comes fifteen times more, after 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h', async () => {
  merchant.answers(500);
  await gateway.control('pay', { outTradeNo: await place.v3() });
  await settled();
  expect(await gateway.control('clock', { advanceSeconds: 2 * 86_400 })).toMatchObject({ delivered: 15 });
  const [notification] = (await notifications()) as [NotificationView];
  const moments = notification.attempts.map(({ virtualAt }) => Date.parse(virtualAt));
  expect(moments[0]).toBe(Date.parse(notification.createdAt));
  expect(moments.slice(1).map((moment, index) => (moment - (moments[index] as number)) / 1000)).toEqual([
    15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600,
  ]);
  expect(notification).toMatchObject({ status: 'exhausted' });
  expect(notification).not.toHaveProperty('nextAt');
  expect(merchant.received).toHaveLength(16);
});

test('the clock goes as far as it is told, and what is not due by then stays', async () => {
  merchant.answers(500);
  await gateway.control('pay', { outTradeNo: await place.v3() });
  const due = Date.parse((await settled()).createdAt) + 15_000;
  const until = (moment: number) => gateway.control('clock', { now: new Date(moment).toISOString() });
  expect(await until(due - 5_000)).toMatchObject({ delivered: 0 });
  expect(await until(due)).toMatchObject({ delivered: 1 });
});

test('retries of several orders come in the order in which they fall due', async () => {
  merchant.answers(500);
  const numbers = [await place.v2(), await place.v2(), await place.v2()];
  for (const [index, outTradeNo] of numbers.entries()) {
    if (index > 0) await gateway.control('clock', { advanceSeconds: 5 });
    await gateway.control('pay', { outTradeNo });
    await merchant.hears(index + 1);
  }
  await gateway.control('clock', { advanceSeconds: 24 });
  const heard = merchant.received.map(({ body }) => fromXml(body).out_trade_no);
  const [a, b, c] = numbers;
  expect(heard).toEqual([a, b, c, a, b, c, a]);
});

test('a retry is made in real time too', async () => {
  merchant.answers(500);
  await gateway.control('pay', { outTradeNo: await place.v3() });
  const { createdAt } = await settled();
  await gateway.control('clock', { now: new Date(Date.parse(createdAt) + 14_800).toISOString() });
  await merchant.hears(2);
});

test('what fell due while the gateway was off goes out when it is on again', async () => {
  merchant.answers(500);
  await gateway.control('pay', { outTradeNo: await place.v3() });
  const { createdAt } = await settled();
  await gateway.control('clock', { now: new Date(Date.parse(createdAt) + 14_000).toISOString() });
  await gateway.restart(1_500);
  merchant.answers(204);
  await merchant.hears(2);
  expect(await gateway.control('clock', { advanceSeconds: 86_400 })).toMatchObject({ delivered: 0 });
  expect((await notifications())[0]).toMatchObject({
    status: 'acknowledged',
    attempts: [{ outcome: 'rejected' }, { outcome: 'acknowledged' }],
  });
});

test('a merchant who cannot be reached is tried again', async () => {
  const order = gateway.v3Order({ notify_url: 'http://127.0.0.1:9/nobody' });
  await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
  await gateway.control('pay', { outTradeNo: order.out_trade_no });
  expect(await settled()).toMatchObject({ status: 'pending', attempts: [{ outcome: 'unreachable', status: null }] });
});

test('of an endless answer only the beginning is read', async () => {
  merchant.answers(200, 'x'.repeat(5_000_000));
  await gateway.control('pay', { outTradeNo: await place.v3() });
  const { attempts } = await settled();
  expect(attempts[0]?.answer).toHaveLength(2000);
});

test('one that is refused by somebody who asks for the public key, and gets the certificate, says so', async () => {
  merchant.answers(401);
  const order = gateway.v3Order({ notify_url: merchant.url });
  const refusal = async () => (await gateway.lastExchange()).verdict.reason;
  await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
  await gateway.control('pay', { outTradeNo: order.out_trade_no });
  await settled();
  expect(await refusal()).toBe('第 1 次：');
  const target = `/v3/pay/transactions/out-trade-no/${order.out_trade_no}?mchid=${gateway.merchant.mchid}`;
  await gateway.v3('GET', target, undefined, { 'wechatpay-serial': gateway.merchant.publicKeyId });
  await gateway.control('clock', { advanceSeconds: 15 });
  expect(await refusal()).toMatch(/^第 2 次：请求里指明了微信支付公钥，.*"keyMode": "publicKey"$/);
});

test('an answer that breaks off is none', async () => {
  merchant.breaksOff();
  await gateway.control('pay', { outTradeNo: await place.v3() });
  expect(await settled()).toMatchObject({ status: 'pending', attempts: [{ outcome: 'unreachable', status: null }] });
});

test('a payment whose notification is to be lost is known only to those who ask', async () => {
  const outTradeNo = await place.v3();
  await gateway.control('pay', { outTradeNo, notification: 'lose' });
  expect(await settled()).toMatchObject({ attempts: [{ outcome: 'lost' }] });
  expect(await gateway.control('clock', { advanceSeconds: 2 * 86_400 })).toMatchObject({ delivered: 0 });
  expect(merchant.received).toHaveLength(0);
  const target = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${gateway.merchant.mchid}`;
  expect((await gateway.v3('GET', target)).body).toMatchObject({ trade_state: 'SUCCESS' });
});

test('each attempt is in the log, with what was signed and what was answered', async () => {
  merchant.answers(500, 'no');
  const outTradeNo = await place.v3();
  await gateway.control('pay', { outTradeNo });
  await settled();
  const exchange = await gateway.lastExchange();
  expect(exchange).toMatchObject({
    direction: 'notification',
    method: 'POST',
    path: merchant.url,
    title: '支付通知',
    outTradeNo,
    answer: { status: 500, body: 'no' },
    verdict: { ok: false },
  });
  expect(exchange.request.body).toBe(merchant.received[0]?.body);
  expect(exchange.signed).toContain(exchange.request.body);
});

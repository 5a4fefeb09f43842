import { createDecipheriv, createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Aes, Rsa } from 'wechatpay-axios-plugin';
import type { Fields, Json } from './support/gateway';
import { paidOrder, untilRefundsEnd, v2OverTls } from './support/refunds';
import { authorization, fromXml } from './support/sign';
import { useGateway } from './support/use-gateway';
import { useMerchantServer } from './support/use-merchant-server';

const gateway = useGateway();
const merchant = useMerchantServer(gateway);

const path = '/v3/refund/domestic/refunds';

/** An order whose payment was heard of and is forgotten, so that only refunds are left to hear of. */
async function paidAndHeard(api: 'v2' | 'v3', notify_url = merchant.url) {
  const paid = await paidOrder(gateway, api, { notify_url });
  await merchant.hears(1);
  merchant.received.length = 0;
  return paid;
}

/** Asks 300 of 1280 fen back. */
async function refundV2(changes: Fields = {}) {
  const { outTradeNo, transactionId } = await paidAndHeard('v2');
  const outRefundNo = `R${outTradeNo}`;
  const asked = { out_trade_no: outTradeNo, out_refund_no: outRefundNo, total_fee: 1280, refund_fee: 300 };
  const { refund_id } = await v2OverTls(gateway, '/secapi/pay/refund', {
    ...asked,
    notify_url: merchant.url,
    ...changes,
  });
  return { outTradeNo, transactionId, outRefundNo, refundId: refund_id as string };
}

async function refundV3(changes: Json = {}) {
  const { outTradeNo, transactionId } = await paidAndHeard('v3');
  const outRefundNo = `R${outTradeNo}`;
  const amount = { refund: 300, total: 1280, currency: 'CNY' };
  const asked = { out_trade_no: outTradeNo, out_refund_no: outRefundNo, amount, notify_url: merchant.url, ...changes };
  const { body } = await gateway.v3('POST', path, asked);
  return { outTradeNo, transactionId, outRefundNo, refundId: String(body.refund_id) };
}

/** As the public page says: AES-256-ECB, the key being the API key's MD5 in lower-case hex. */
function openReqInfo(body: string) {
  const key = createHash('md5').update(gateway.merchant.apiKey).digest('hex');
  const decipher = createDecipheriv('aes-256-ecb', key, null);
  const sealed = Buffer.from(fromXml(body).req_info as string, 'base64');
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
}

function openResource(body: string): Json {
  const { ciphertext, nonce, associated_data } = JSON.parse(body).resource;
  return JSON.parse(Aes.AesGcm.decrypt(ciphertext, gateway.merchant.apiV3Key, nonce, associated_data));
}

const heard = async () => (await merchant.hears(1))[0] as { headers: Record<string, string>; body: string };
const refunds = async () => (await gateway.control('state', undefined, 'GET')).refunds as Json[];

describe('the end of a refund', () => {
  test('of API v2 is told encrypted and unsigned, in the words of v2', async () => {
    const { outTradeNo, transactionId, outRefundNo, refundId } = await refundV2();
    expect(merchant.received).toHaveLength(0);
    await untilRefundsEnd(gateway);
    const { headers, body } = await heard();
    expect(headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(Object.keys(fromXml(body)).sort()).toEqual(['appid', 'mch_id', 'nonce_str', 'req_info', 'return_code']);
    const told = openReqInfo(body);
    expect(told).toMatch(/^<root>[\s\S]*<\/root>$/);
    expect(fromXml(told)).toEqual({
      out_refund_no: outRefundNo,
      out_trade_no: outTradeNo,
      refund_account: 'REFUND_SOURCE_UNSETTLED_FUNDS',
      refund_fee: '300',
      refund_id: refundId,
      refund_recv_accout: '支付用户的零钱',
      refund_request_source: 'API',
      refund_status: 'SUCCESS',
      settlement_refund_fee: '300',
      settlement_total_fee: '1280',
      success_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      total_fee: '1280',
      transaction_id: transactionId,
      cash_refund_fee: '300',
    });
  });

  test('of API v3 is told encrypted and signed', async () => {
    const { outTradeNo, transactionId, outRefundNo, refundId } = await refundV3();
    await untilRefundsEnd(gateway);
    const { headers, body } = await heard();
    const text = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`;
    const signature = headers['wechatpay-signature'] as string;
    expect(Rsa.verify(text, signature, gateway.key('platform.pem'))).toBe(true);
    expect(JSON.parse(body)).toMatchObject({
      event_type: 'REFUND.SUCCESS',
      summary: '退款成功',
      resource_type: 'encrypt-resource',
      resource: { algorithm: 'AEAD_AES_256_GCM', original_type: 'refund', associated_data: 'refund' },
    });
    const { body: queried } = await gateway.v3('GET', `${path}/${outRefundNo}`);
    expect(openResource(body)).toEqual({
      mchid: gateway.merchant.mchid,
      out_trade_no: outTradeNo,
      transaction_id: transactionId,
      out_refund_no: outRefundNo,
      refund_id: refundId,
      refund_status: 'SUCCESS',
      success_time: queried.success_time,
      user_received_account: '支付用户零钱',
      amount: { total: 1280, refund: 300, payer_total: 1280, payer_refund: 300 },
    });
  });

  test.each([
    ['abnormal', 'ABNORMAL', 'CHANGE', '退款异常'],
    ['closed', 'CLOSED', 'REFUNDCLOSE', '退款关闭'],
  ])('can be %s, for as many refunds as were asked for', async (outcome, v3, v2, summary) => {
    await gateway.control('faults', { refundOutcome: { outcome, times: 2 } });
    const asked = [await refundV3(), await refundV2(), await refundV3()];
    await untilRefundsEnd(gateway);
    const bodies = (await merchant.hears(3)).map(({ body }) => body);
    const events = bodies.filter((body) => body.startsWith('{')).map((body) => JSON.parse(body));
    expect(events.map(({ event_type, summary: text }) => [event_type, text]).sort()).toEqual(
      [
        ['REFUND.SUCCESS', '退款成功'],
        [`REFUND.${v3}`, summary],
      ].sort(),
    );
    const xml = bodies.find((body) => body.startsWith('<')) as string;
    expect(fromXml(openReqInfo(xml))).toMatchObject({ refund_status: v2 });
    expect(fromXml(openReqInfo(xml))).not.toHaveProperty('success_time');
    const { body } = await gateway.v3('GET', `${path}/${asked[0]?.outRefundNo}`);
    expect(body.status).toBe(v3);
    expect(body).not.toHaveProperty('success_time');
  });

  test('is told again on the cadence of payments until it is heard', async () => {
    const { outRefundNo } = await refundV3();
    merchant.answers(500);
    await untilRefundsEnd(gateway);
    await gateway.control('clock', { advanceSeconds: 15 });
    merchant.answers(204);
    await gateway.control('clock', { advanceSeconds: 15 });
    await gateway.control('clock', { advanceSeconds: 86_400 });
    const ids = merchant.received.map(({ body }) => JSON.parse(body).id);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(new Set(ids).size).toBe(1);
    const [refund] = (await refunds()) as [Json & { attempts: Json[] }];
    expect(refund).toMatchObject({ outRefundNo, state: 'SUCCESS', endedAt: expect.any(String) });
    expect(refund.attempts[0]).toMatchObject({ number: 1, outcome: 'rejected', status: 500 });
    expect(refund.attempts.at(-1)).toMatchObject({ number: ids.length, outcome: 'acknowledged', status: 204 });
  });

  test.each([
    ['v2', () => refundV2({ notify_url: '' })],
    ['v3', () => refundV3({ notify_url: undefined })],
  ])('of API %s is told to nobody where no address was given', async (_, ask) => {
    const { outTradeNo, outRefundNo } = await ask();
    await untilRefundsEnd(gateway);
    expect(await refunds()).toMatchObject([{ outTradeNo, outRefundNo, state: 'SUCCESS', attempts: [] }]);
    expect(merchant.received).toHaveLength(0);
  });

  test('is told even if the gateway was started again meanwhile', async () => {
    const { outRefundNo } = await refundV3();
    await gateway.restart();
    expect(await refunds()).toMatchObject([{ outRefundNo, state: 'PROCESSING', attempts: [] }]);
    await gateway.control('clock', { advanceSeconds: 59 });
    expect(merchant.received).toHaveLength(0);
    await untilRefundsEnd(gateway);
    expect(openResource((await heard()).body)).toMatchObject({ out_refund_no: outRefundNo });
  });

  test('is not in the state before it has come', async () => {
    await refundV3();
    const state = async () => gateway.control('state', undefined, 'GET');
    const about = ({ notifications }: Json) => (notifications as Json[]).filter(({ outRefundNo }) => outRefundNo);
    expect(about(await state())).toEqual([]);
    await untilRefundsEnd(gateway);
    expect(about(await state())).toMatchObject([{ url: merchant.url, attempts: [{ number: 1 }] }]);
  });

  test.each<[string, Json, (bodies: string[]) => void]>([
    ['lost once', { loseNotifications: 1 }, (bodies) => expect(bodies).toHaveLength(1)],
    ['doubled', { doubleNotifications: 1 }, (bodies) => expect(bodies[0]).toBe(bodies[1])],
    [
      'of another amount',
      { wrongAmount: 1 },
      ([body]) => expect(openResource(body as string)).toMatchObject({ amount: { refund: 301 } }),
    ],
    ['corrupted', { corruptNotifications: 1 }, ([body]) => expect(() => openResource(body as string)).toThrow()],
  ])('can be %s', async (_, faults, check) => {
    // 204 is not what a corrupted one deserves, but then it does not come again.
    merchant.answers(204);
    await refundV3();
    await gateway.control('faults', faults);
    await gateway.control('clock', { advanceSeconds: 200 });
    check(merchant.received.map(({ body }) => body));
  });
});

describe('no answer to a refund', () => {
  const silently = async (fault: string) => {
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    await gateway.control('faults', { [fault]: 1 });
    const asked = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}` };
    const body = { ...asked, amount: { refund: 300, total: 1280, currency: 'CNY' } };
    const patience = AbortSignal.timeout(200);
    const waited = fetchSigned(body, patience);
    await expect(waited).rejects.toThrow(/aborted|timeout/i);
    return { body, found: await gateway.v3('GET', `${path}/R${outTradeNo}`) };
  };
  const fetchSigned = (body: Json, signal: AbortSignal) => {
    const text = JSON.stringify(body);
    return fetch(gateway.url + path, {
      method: 'POST',
      body: text,
      signal,
      headers: {
        'content-type': 'application/json',
        authorization: authorization(gateway.signer, 'POST', path, text),
      },
    });
  };

  test('may mean that it is on its way: asking again with the same number is safe', async () => {
    const { body, found } = await silently('timeoutApplied');
    expect(found).toMatchObject({ status: 200, body: { status: 'PROCESSING' } });
    expect((await gateway.v3('POST', path, body)).body.refund_id).toBe(found.body.refund_id);
  });

  test('may mean that nothing was done', async () => {
    const { body, found } = await silently('timeoutNotApplied');
    expect(found).toMatchObject({ status: 404, body: { code: 'RESOURCE_NOT_EXISTS' } });
    expect(await gateway.v3('POST', path, body)).toMatchObject({ status: 200 });
  });
});

describe('a refund by hand at the merchant platform', () => {
  test('of an API v3 order is told to the address of the order', async () => {
    const { outTradeNo, transactionId } = await paidAndHeard('v3');
    const { refund } = (await gateway.control('refund', { outTradeNo, amount: 80, reason: '坏了' })) as Json;
    expect(refund).toMatchObject({
      outTradeNo,
      amount: 80,
      reason: '坏了',
      state: 'PROCESSING',
      origin: 'VENDOR_PLATFORM',
      refundId: expect.stringMatching(/^50\d{27}$/),
      outRefundNo: expect.stringMatching(/^\w{6,64}$/),
    });
    await untilRefundsEnd(gateway);
    expect(openResource((await heard()).body)).toMatchObject({
      transaction_id: transactionId,
      out_refund_no: (refund as Json).outRefundNo,
      amount: { refund: 80 },
    });
    const trade = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${gateway.merchant.mchid}`;
    expect((await gateway.v3('GET', trade)).body).toMatchObject({ trade_state: 'REFUND' });
  });

  test('of an API v2 order of the shop is told beside the address for payments', async () => {
    const notify_url = `${new URL(merchant.url).origin}/trade/notify/v2/paid`;
    const { outTradeNo } = await paidAndHeard('v2', notify_url);
    await gateway.control('refund', { outTradeNo });
    await untilRefundsEnd(gateway);
    const [refund] = await refunds();
    expect(refund).toMatchObject({ amount: 1280, state: 'SUCCESS', attempts: [{ outcome: 'acknowledged' }] });
    expect(refund?.notifyUrl).toBe(`${new URL(merchant.url).origin}/trade/notify/v2/refunded`);
    expect(fromXml(openReqInfo((await heard()).body))).toMatchObject({ refund_request_source: 'VENDOR_PLATFORM' });
  });

  test('of another API v2 order is told where the control says, and else nowhere', async () => {
    const { outTradeNo } = await paidAndHeard('v2');
    await gateway.control('refund', { outTradeNo, amount: 1 });
    await gateway.control('refund', { outTradeNo, amount: 2, notifyUrl: merchant.url });
    await untilRefundsEnd(gateway);
    const told = (await merchant.hears(1)).map(({ body }) => fromXml(openReqInfo(body)));
    expect(told).toMatchObject([{ refund_fee: '2' }]);
  });

  test('takes all that is left unless it says how much, and minds no minute', async () => {
    const { outTradeNo } = await refundV3();
    await gateway.control('refund', { outTradeNo });
    expect(await refunds()).toMatchObject([{ amount: 300 }, { amount: 980 }]);
  });

  test.each<[string, Json, number, string]>([
    ['no order', {}, 400, '缺少 outTradeNo'],
    ['an order nobody made', { outTradeNo: 'T00000003' }, 404, '微信支付没有单号为 T00000003 的订单'],
    ['a number as a number', { outTradeNo: 1 }, 400, 'outTradeNo 应为字符串'],
    ['nothing', { outTradeNo: 'T00000003', amount: 0 }, 400, 'amount 应为正整数，单位为分'],
    ['yuan', { outTradeNo: 'T00000003', amount: 1.5 }, 400, 'amount 应为正整数，单位为分'],
    [
      'an impossible number',
      { outTradeNo: 'T00000003', outRefundNo: 'a b' },
      400,
      'outRefundNo 应为 1 到 64 个数字、字母或 _-|*@',
    ],
    [
      'an impossible address',
      { outTradeNo: 'T00000003', notifyUrl: '/x' },
      400,
      'notifyUrl 应为 http(s) 地址，不带参数',
    ],
    [
      'a parameter nobody knows',
      { outTradeNo: 'T00000003', fen: 1 },
      400,
      '没有名为 fen 的参数。可用的有：outTradeNo、mchid、outRefundNo、reason、notifyUrl、amount',
    ],
  ])('with %s is refused', async (_, body, status, message) => {
    expect(await gateway.control('refund', body)).toMatchObject({ status, error: { message } });
  });

  test('gives back nothing that was not paid, and no more than was paid', async () => {
    const order = gateway.v3Order();
    await gateway.v3('POST', '/v3/pay/transactions/jsapi', order);
    expect(await gateway.control('refund', { outTradeNo: order.out_trade_no })).toMatchObject({
      status: 409,
      error: { code: 'UNPAID', message: '订单没有支付' },
    });
    const { outTradeNo } = await paidOrder(gateway, 'v3');
    expect(await gateway.control('refund', { outTradeNo, amount: 1281 })).toMatchObject({
      status: 409,
      error: { code: 'EXCEEDS' },
    });
    await gateway.control('refund', { outTradeNo });
    expect(await gateway.control('refund', { outTradeNo })).toMatchObject({ error: { code: 'FULLY_REFUNDED' } });
  });
});

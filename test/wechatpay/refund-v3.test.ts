import { describe, expect, test } from '@jest/globals';
import { GatewayRefusal, GatewayUnknown } from '../../cloudfunctions/lib/errors';
import { own, provider, refundOrder } from './asked';
import { signedV3, useWechat } from './use-wechat';
import {
  isAuthorized,
  MCHID,
  OUT_REFUND_NO,
  OUT_TRADE_NO,
  REFUND_ID,
  TRANSACTION_ID,
  v3Headers,
  v3Refund,
} from './wechat';

const { server, gatewayV3 } = useWechat();
const gateway = (merchant = own) => gatewayV3({ merchant });
const answer = (status: number, content: unknown) => server.script(() => signedV3(status, content));
const changed = (changes: object) => ({ ...v3Refund, ...changes });
const amount = (changes: object) => ({ ...v3Refund, amount: { ...v3Refund.amount, ...changes } });

const fact = {
  api: 'v3',
  mchid: MCHID,
  subMchid: undefined,
  outTradeNo: OUT_TRADE_NO,
  outRefundNo: OUT_REFUND_NO,
  refundId: REFUND_ID,
  transactionId: TRANSACTION_ID,
  state: 'PROCESSING',
  amount: 40,
  succeededAt: undefined,
  digest: expect.stringMatching(/^[0-9a-f]{64}$/),
};

describe('a refund', () => {
  test('is asked for as WeChat documents, without a certificate', async () => {
    answer(200, v3Refund);
    await expect(gateway().refund(refundOrder)).resolves.toEqual(fact);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v3/refund/domestic/refunds' });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      transaction_id: TRANSACTION_ID,
      out_refund_no: OUT_REFUND_NO,
      reason: '少了一个苹果',
      notify_url: 'https://shop.example/trade/notify/v3',
      amount: { refund: 40, total: 100, currency: 'CNY' },
    });
    expect(request && isAuthorized(request)).toBe(true);
  });

  test('[T31] asked for twice is asked for in the same words', async () => {
    answer(200, v3Refund);
    await gateway().refund(refundOrder);
    const [first] = server.requests;
    await gateway().refund(refundOrder);
    expect(server.requests[1]?.body).toBe(first?.body);
  });

  test('of a service provider names the sub-merchant', async () => {
    answer(200, v3Refund);
    await expect(gateway(provider).refund(refundOrder)).resolves.toMatchObject({
      mchid: MCHID,
      subMchid: '1900000109',
    });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ sub_mchid: '1900000109' });
  });

  test.each([
    ['of 80 bytes', `${'果'.repeat(26)}ok`, `${'果'.repeat(26)}ok`],
    ['of 81 bytes', '果'.repeat(27), `${'果'.repeat(25)}…`],
    ['of nothing that WeChat shows', '🍎', undefined],
  ])('gives a reason %s', async (_, reason, sent) => {
    answer(200, v3Refund);
    await gateway().refund({ ...refundOrder, reason });
    expect(JSON.parse(server.requests[0]?.body ?? '').reason).toBe(sent);
  });

  test('may have succeeded at once', async () => {
    answer(200, changed({ status: 'SUCCESS', success_time: '2026-08-21T12:00:00+08:00' }));
    const succeededAt = Date.parse('2026-08-21T04:00:00Z');
    await expect(gateway().refund(refundOrder)).resolves.toEqual({ ...fact, state: 'SUCCESS', succeededAt });
  });

  test.each<[string, unknown]>([
    ['[T06] another refund', changed({ out_refund_no: 'OTHER' })],
    ['[T06] another order', changed({ out_trade_no: 'OTHER' })],
    ['[T06] another payment', changed({ transaction_id: '4200009999999999999999999999' })],
    ['[T06] another merchant', changed({ mchid: '1900000001' })],
    ['[T06] a sub-merchant nobody named', changed({ sub_mchid: '1900000109' })],
    ['[T31] another amount', amount({ refund: 100 })],
    ['[T31] another total', amount({ total: 40 })],
    ['no amount', amount({ refund: undefined })],
    ['an amount in text', amount({ refund: '40' })],
    ['no total', amount({ total: undefined })],
    ['no payment', changed({ transaction_id: undefined })],
    ['no number of WeChat’s', changed({ refund_id: undefined })],
    ['no state', changed({ status: undefined })],
    ['nothing', {}],
    ['null', null],
  ])('answered about %s is unknown', async (_, content) => {
    answer(200, content);
    await expect(gateway().refund(refundOrder)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

describe('the query', () => {
  test.each(['SUCCESS', 'PROCESSING', 'CLOSED', 'ABNORMAL'])('tells a refund that is %s', async (state) => {
    answer(200, changed({ status: state }));
    await expect(gateway().queryRefund(OUT_REFUND_NO)).resolves.toEqual({ ...fact, state });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'GET', path: `/v3/refund/domestic/refunds/${OUT_REFUND_NO}`, body: '' });
    expect(request && isAuthorized(request)).toBe(true);
  });

  test('of a service provider names the sub-merchant', async () => {
    answer(200, v3Refund);
    await expect(gateway(provider).queryRefund(OUT_REFUND_NO)).resolves.toMatchObject({ subMchid: '1900000109' });
    expect(server.requests[0]?.path).toBe(`/v3/refund/domestic/refunds/${OUT_REFUND_NO}?sub_mchid=1900000109`);
  });

  test('signs a number with special characters as it is sent', async () => {
    answer(200, changed({ out_refund_no: 'A|B*C@D' }));
    await gateway().queryRefund('A|B*C@D');
    const [request] = server.requests;
    expect(request?.path).toBe('/v3/refund/domestic/refunds/A%7CB*C%40D');
    expect(request && isAuthorized(request)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['[T06] another refund', changed({ out_refund_no: 'OTHER' })],
    ['[T06] another merchant', changed({ mchid: '1900000001' })],
    ['[T06] a sub-merchant nobody named', changed({ sub_mchid: '1900000109' })],
    ['no amount', changed({ amount: undefined })],
    ['a time without an offset', changed({ success_time: '2026-08-21T12:00:00' })],
  ])('answered about %s is unknown', async (_, content) => {
    answer(200, content);
    await expect(gateway().queryRefund(OUT_REFUND_NO)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

const ask = () => gateway().refund(refundOrder);
const query = () => gateway().queryRefund(OUT_REFUND_NO);

describe('WeChat says no', () => {
  test.each([
    ['a request', ask, 404, 'RESOURCE_NOT_EXISTS', 'ORDER_NOT_EXIST'],
    ['a query', query, 404, 'RESOURCE_NOT_EXISTS', 'REFUND_NOT_EXIST'],
    ['a query', query, 404, 'REFUND_NOT_EXIST', 'REFUND_NOT_EXIST'],
    ['a query', query, 404, 'REFUNDNOTEXIST', 'REFUND_NOT_EXIST'],
    ['a request', ask, 403, 'NOT_ENOUGH', 'NOT_ENOUGH'],
    ['a request', ask, 403, 'NOTENOUGH', 'NOT_ENOUGH'],
    ['a request', ask, 404, 'ORDER_NOT_EXIST', 'ORDER_NOT_EXIST'],
    ['a request', ask, 400, 'INVALID_REQUEST', 'INVALID_REQUEST'],
    ['a request', ask, 403, 'USER_ACCOUNT_ABNORMAL', 'USER_ACCOUNT_ABNORMAL'],
    ['a request', ask, 404, 'MCH_NOT_EXISTS', 'MCH_NOT_EXISTS'],
  ])('to %s, signed', async (_, call, status, wire, code) => {
    answer(status, { code: wire, message: '说明' });
    const refusal = await call().catch((error) => error);
    expect(refusal).toBeInstanceOf(GatewayRefusal);
    expect(refusal).toMatchObject({ code, status, message: expect.stringContaining('说明') });
  });
});

describe('WeChat says nothing to rely on', () => {
  const unsigned = (status: number, code: string) => ({ status, body: JSON.stringify({ code, message: '' }) });

  test.each<[string, { status?: number; headers?: Record<string, string>; body?: string }]>([
    ['500 SYSTEM_ERROR', signedV3(500, { code: 'SYSTEM_ERROR' })],
    ['429 FREQUENCY_LIMITED', signedV3(429, { code: 'FREQUENCY_LIMITED' })],
    ['403 FREQUENCY_LIMITED', signedV3(403, { code: 'FREQUENCY_LIMITED' })],
    ['403 INVALID_REQ_TOO_MUCH', signedV3(403, { code: 'INVALID_REQ_TOO_MUCH' })],
    ['400 BIZERR_NEED_RETRY', signedV3(400, { code: 'BIZERR_NEED_RETRY' })],
    ['400 SYSTEMERROR', signedV3(400, { code: 'SYSTEMERROR' })],
    ['[T01] 404 RESOURCE_NOT_EXISTS, unsigned', unsigned(404, 'RESOURCE_NOT_EXISTS')],
    ['[T01] 404 REFUND_NOT_EXIST, unsigned', unsigned(404, 'REFUND_NOT_EXIST')],
    ['[T01] 403 NOT_ENOUGH, unsigned', unsigned(403, 'NOT_ENOUGH')],
    ['[T01] 200, unsigned', { body: JSON.stringify(v3Refund) }],
    ['[T01] 200, wrongly signed', { headers: v3Headers('{}'), body: JSON.stringify(v3Refund) }],
  ])('%s', async (_, scripted) => {
    server.script(() => scripted);
    await expect(ask()).rejects.toBeInstanceOf(GatewayUnknown);
    await expect(query()).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

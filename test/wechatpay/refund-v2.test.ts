import { describe, expect, test } from '@jest/globals';
import { Transformer } from 'wechatpay-axios-plugin';
import { GatewayRefusal, GatewayUnknown } from '../../cloudfunctions/lib/errors';
import { keys } from '../fixtures/wechatpay/v3.json';
import { own, provider, refundOrder } from './asked';
import { makeCertificate } from './certificates';
import { useWechat } from './use-wechat';
import {
  APPID,
  MCHID,
  OUT_REFUND_NO,
  OUT_TRADE_NO,
  REFUND_ID,
  TRANSACTION_ID,
  v2Message,
  v2Sign,
  v2Xml,
} from './wechat';

const { server, gatewayV2 } = useWechat();
/** What the certificate is shown to is another matter, and told elsewhere; here is what is said. */
const merchantCertificate = makeCertificate({ name: MCHID, key: keys.merchant.privateKey });
const gateway = (merchant = own) => gatewayV2({ merchant, merchantCertificate });

const success = { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS', appid: APPID, mch_id: MCHID };
const answer = (fields: Record<string, string>) =>
  server.script(() => ({ body: v2Message({ ...success, nonce_str: 'X', ...fields }) }));
const lastRequest = () => Transformer.toObject(server.requests.at(-1)?.body ?? '') as Record<string, string>;

const accepted = {
  transaction_id: TRANSACTION_ID,
  out_trade_no: OUT_TRADE_NO,
  out_refund_no: OUT_REFUND_NO,
  refund_id: REFUND_ID,
  refund_channel: '',
  refund_fee: '40',
  coupon_refund_fee: '4',
  total_fee: '100',
  cash_fee: '90',
  cash_refund_fee: '36',
};
const queried = {
  transaction_id: TRANSACTION_ID,
  out_trade_no: OUT_TRADE_NO,
  total_fee: '100',
  cash_fee: '90',
  refund_count: '1',
  out_refund_no_0: OUT_REFUND_NO,
  refund_id_0: REFUND_ID,
  refund_channel_0: 'ORIGINAL',
  refund_fee_0: '40',
  refund_status_0: 'SUCCESS',
  refund_account_0: 'REFUND_SOURCE_UNSETTLED_FUNDS',
  refund_recv_accout_0: '支付用户零钱',
  refund_success_time_0: '2026-08-21 12:00:00',
};
const fact = {
  api: 'v2',
  mchid: MCHID,
  subMchid: undefined,
  outTradeNo: OUT_TRADE_NO,
  outRefundNo: OUT_REFUND_NO,
  refundId: REFUND_ID,
  transactionId: TRANSACTION_ID,
  amount: 40,
  digest: expect.stringMatching(/^[0-9a-f]{64}$/),
};

describe('a refund', () => {
  test('is asked for as WeChat documents, and its answer means that WeChat is at it', async () => {
    answer(accepted);
    await expect(gateway().refund(refundOrder)).resolves.toEqual({
      ...fact,
      state: 'PROCESSING',
      succeededAt: undefined,
    });
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/secapi/pay/refund' });
    const { sign, ...fields } = lastRequest();
    expect(fields).toEqual({
      appid: APPID,
      mch_id: MCHID,
      nonce_str: 'N0NCE',
      sign_type: 'HMAC-SHA256',
      transaction_id: TRANSACTION_ID,
      out_refund_no: OUT_REFUND_NO,
      total_fee: '100',
      refund_fee: '40',
      refund_fee_type: 'CNY',
      refund_desc: '少了一个苹果',
      notify_url: 'https://shop.example/trade/notify/v2/refunded',
    });
    expect(sign).toBe(v2Sign(fields, 'HMAC-SHA256'));
  });

  test('[T31] asked for twice is asked for in the same words', async () => {
    answer(accepted);
    await gateway().refund(refundOrder);
    const [first] = server.requests;
    await gateway().refund(refundOrder);
    expect(server.requests[1]?.body).toBe(first?.body);
  });

  test('of a service provider names the sub-merchant', async () => {
    answer({ ...accepted, sub_mch_id: '1900000109', sub_appid: 'wx8888888888888888' });
    await expect(gateway(provider).refund(refundOrder)).resolves.toMatchObject({ subMchid: '1900000109' });
    expect(lastRequest()).toMatchObject({ sub_mch_id: '1900000109', sub_appid: 'wx8888888888888888' });
  });

  test.each([
    ['of 80 bytes', `${'果'.repeat(26)}ok`, `${'果'.repeat(26)}ok`],
    ['of 81 bytes', '果'.repeat(27), `${'果'.repeat(25)}…`],
    ['[T12] that poses as a field', 'x&refund_fee=100&sign=', 'x+refund_fee=100+sign='],
    ['with what XML cannot hold', 'a\u0000b\u001b[31m\ud83d\nc', 'ab[31m c'],
  ])('gives a reason %s', async (_, reason, sent) => {
    answer(accepted);
    await gateway().refund({ ...refundOrder, reason });
    expect(lastRequest().refund_desc).toBe(sent);
  });

  test('needs no reason', async () => {
    answer(accepted);
    await gateway().refund({ ...refundOrder, reason: '🍎' });
    expect(lastRequest()).not.toHaveProperty('refund_desc');
  });

  test.each<[string, Record<string, string>]>([
    ['[T06] another refund', { ...accepted, out_refund_no: 'OTHER' }],
    ['[T06] another order', { ...accepted, out_trade_no: 'OTHER' }],
    ['[T06] another payment', { ...accepted, transaction_id: '4200009999999999999999999999' }],
    ['[T06] another merchant', { ...accepted, mch_id: '1900000001' }],
    ['[T06] a sub-merchant nobody named', { ...accepted, sub_mch_id: '1900000109' }],
    ['[T31] another amount', { ...accepted, refund_fee: '100' }],
    ['[T31] another total', { ...accepted, total_fee: '40' }],
    ['no amount', { ...accepted, refund_fee: '' }],
    ['an amount in yuan', { ...accepted, refund_fee: '0.40' }],
    ['no total', { ...accepted, total_fee: '' }],
    ['no payment', { ...accepted, transaction_id: '' }],
    ['no number of WeChat’s', { ...accepted, refund_id: '' }],
  ])('answered about %s is unknown', async (_, fields) => {
    answer(fields);
    await expect(gateway().refund(refundOrder)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

describe('the query', () => {
  test('asks by the refund number and tells the refund', async () => {
    answer(queried);
    const succeededAt = Date.parse('2026-08-21T04:00:00Z');
    await expect(gateway().queryRefund(OUT_REFUND_NO)).resolves.toEqual({ ...fact, state: 'SUCCESS', succeededAt });
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/pay/refundquery' });
    const { sign, ...fields } = lastRequest();
    expect(fields).toEqual({
      appid: APPID,
      mch_id: MCHID,
      nonce_str: 'N0NCE',
      sign_type: 'HMAC-SHA256',
      out_refund_no: OUT_REFUND_NO,
    });
    expect(sign).toBe(v2Sign(fields, 'HMAC-SHA256'));
  });

  test.each([
    ['SUCCESS', 'SUCCESS'],
    ['PROCESSING', 'PROCESSING'],
    ['REFUNDCLOSE', 'CLOSED'],
    ['CHANGE', 'ABNORMAL'],
    ['NOTSURE', 'NOTSURE'],
  ])('translates %s to %s', async (wire, state) => {
    answer({ ...queried, refund_status_0: wire, refund_success_time_0: '' });
    await expect(gateway().queryRefund(OUT_REFUND_NO)).resolves.toMatchObject({ state, succeededAt: undefined });
  });

  test.each<[string, Record<string, string>]>([
    ['[T06] another refund', { ...queried, out_refund_no_0: 'OTHER' }],
    ['[T06] another merchant', { ...queried, mch_id: '1900000001' }],
    ['[T06] another mini program', { ...queried, appid: 'wxother' }],
    ['[T06] a sub-merchant nobody named', { ...queried, sub_mch_id: '1900000109' }],
    ['no refund', { out_trade_no: OUT_TRADE_NO, refund_count: '0' }],
    ['no state', { ...queried, refund_status_0: '' }],
    ['no amount', { ...queried, refund_fee_0: '' }],
    ['a time that no calendar has', { ...queried, refund_success_time_0: '2026-02-30 12:00:00' }],
  ])('answered about %s is unknown', async (_, fields) => {
    answer(fields);
    await expect(gateway().queryRefund(OUT_REFUND_NO)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

describe('WeChat says no', () => {
  test.each([
    ['REFUNDNOTEXIST', 'REFUND_NOT_EXIST'],
    ['NOTENOUGH', 'NOT_ENOUGH'],
    ['ORDERNOTEXIST', 'ORDER_NOT_EXIST'],
    ['INVALID_TRANSACTIONID', 'INVALID_TRANSACTIONID'],
    ['REFUND_FEE_MISMATCH', 'REFUND_FEE_MISMATCH'],
    ['TRADE_OVERDUE', 'TRADE_OVERDUE'],
    ['USER_ACCOUNT_ABNORMAL', 'USER_ACCOUNT_ABNORMAL'],
    ['CERT_ERROR', 'CERT_ERROR'],
    ['ERROR', 'ERROR'],
  ])('with the signed business error %s', async (wire, code) => {
    answer({ result_code: 'FAIL', err_code: wire, err_code_des: '说明' });
    for (const call of [gateway().refund(refundOrder), gateway().queryRefund(OUT_REFUND_NO)]) {
      const refusal = await call.catch((error) => error);
      expect(refusal).toBeInstanceOf(GatewayRefusal);
      expect(refusal).toMatchObject({ code, message: expect.stringContaining('说明') });
    }
  });
});

describe('WeChat says nothing to rely on', () => {
  const failed = (code: string) => v2Message({ ...success, result_code: 'FAIL', err_code: code });

  test.each<[string, { status?: number; body: string | Buffer }]>([
    ['SYSTEMERROR', { body: failed('SYSTEMERROR') }],
    ['BIZERR_NEED_RETRY', { body: failed('BIZERR_NEED_RETRY') }],
    ['INVALID_REQ_TOO_MUCH', { body: failed('INVALID_REQ_TOO_MUCH') }],
    ['FREQUENCY_LIMITED', { body: failed('FREQUENCY_LIMITED') }],
    ['ORDER_NOT_READY', { body: failed('ORDER_NOT_READY') }],
    ['[T01] an unsigned answer', { body: v2Xml({ ...success, ...accepted }) }],
    [
      '[T01] an answer under another key',
      { body: v2Message({ ...success, ...accepted }, 'HMAC-SHA256', 'z'.repeat(32)) },
    ],
    ['[T04] an answer signed by MD5', { body: v2Message({ ...success, ...accepted, sign_type: 'MD5' }, 'MD5') }],
    ['HTTP 400, as nginx says that a certificate is missing', { status: 400, body: '<html>400</html>' }],
  ])('%s', async (_, scripted) => {
    server.script(() => scripted);
    await expect(gateway().refund(refundOrder)).rejects.toBeInstanceOf(GatewayUnknown);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Merchant } from '../../cloudfunctions/lib/payment/merchant';
import type { Notification } from '../../cloudfunctions/lib/payment/notification';
import type { WechatpayConfiguration } from '../../cloudfunctions/lib/wechatpay/configuration';
import { readNotification } from '../../cloudfunctions/lib/wechatpay/read-notification';
import {
  APPID,
  MCHID,
  NOW_SECONDS,
  OPENID,
  OUT_TRADE_NO,
  TRANSACTION_ID,
  v2Credentials,
  v2Message,
  v2PaidFields,
  v2Sign,
  v2Xml,
  v3Credentials,
  v3Event,
  v3Headers,
  v3Resource,
  v3Transaction,
} from './wechat';

const configuration = (merchant: Merchant = { appid: APPID, mchid: MCHID }): WechatpayConfiguration => ({
  api: 'v3',
  merchant,
  baseUrl: 'https://api.mch.weixin.qq.com',
  tlsBaseUrl: 'https://api.mch.weixin.qq.com',
  notifyUrl: 'https://shop.example/trade',
  v2: v2Credentials('HMAC-SHA256'),
  v3: v3Credentials,
});
const provider: Merchant = { appid: APPID, mchid: MCHID, subMchid: '1900000109', subAppid: 'wx8888888888888888' };

const readV2 = (body: Buffer, merchant?: Merchant): Notification =>
  readNotification(configuration(merchant), 'v2', { headers: {}, body, nowSeconds: NOW_SECONDS });
const readV3 = (content: string | Buffer, headers = v3Headers(content), merchant?: Merchant): Notification =>
  readNotification(configuration(merchant), 'v3', { headers, body: Buffer.from(content), nowSeconds: NOW_SECONDS });

const paid = {
  appid: APPID,
  mchid: MCHID,
  outTradeNo: OUT_TRADE_NO,
  state: 'SUCCESS',
  transactionId: TRANSACTION_ID,
  total: 100,
  payerTotal: 90,
  currency: 'CNY',
  openid: OPENID,
  paidAt: Date.parse('2026-08-20T11:59:30+08:00'),
};
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

describe('a paid notification becomes a trade', () => {
  test('[T05] by v2, with the amount of the order and not of the payer', () => {
    const body = v2Message(v2PaidFields);
    const trade = { api: 'v2', ...paid, digest: sha256(body) };
    expect(readV2(body)).toEqual({ kind: 'trade', id: sha256(body), trade });
  });

  test('[T05] by v3, with the amount of the order and not of the payer', () => {
    const body = v3Event();
    const trade = { api: 'v3', ...paid, digest: sha256(body) };
    expect(readV3(body)).toEqual({ kind: 'trade', id: '7f8fcdb2-573a-547a-901e-4c34f9761293', trade });
  });

  test('by v2, in CNY where no currency is named', () => {
    const { fee_type: _, ...fields } = v2PaidFields;
    expect(readV2(v2Message(fields))).toMatchObject({ trade: { currency: 'CNY' } });
  });

  test('by v2, for a sub-merchant', () => {
    const sub = { sub_appid: 'wx8888888888888888', sub_mch_id: '1900000109', sub_openid: 'oSub' };
    expect(readV2(v2Message({ ...v2PaidFields, ...sub }), provider)).toMatchObject({
      trade: { appid: APPID, mchid: MCHID, subAppid: sub.sub_appid, subMchid: sub.sub_mch_id, openid: 'oSub' },
    });
  });

  test('by v3, for a sub-merchant', () => {
    const { appid: _, mchid: __, ...rest } = v3Transaction;
    const sub = { sub_appid: 'wx8888888888888888', sub_mchid: '1900000109' };
    const payer = { sp_openid: OPENID, sub_openid: 'oSub' };
    const body = v3Event({ ...rest, sp_appid: APPID, sp_mchid: MCHID, ...sub, payer });
    expect(readV3(body, v3Headers(body), provider)).toMatchObject({
      trade: { appid: APPID, mchid: MCHID, subAppid: sub.sub_appid, subMchid: sub.sub_mchid, openid: 'oSub' },
    });
  });

  test('[T06] of another app and merchant too: it is for the settlement to compare', () => {
    const fields = { ...v2PaidFields, appid: 'wxother', mch_id: '1' };
    expect(readV2(v2Message(fields))).toMatchObject({ trade: { appid: 'wxother', mchid: '1' } });
  });
});

describe('a v2 notification is untrusted', () => {
  test.each([
    ['[T01] unsigned', v2Xml(v2PaidFields)],
    ['[T01] with a wrong sign', v2Message({ ...v2PaidFields, sign: 'A'.repeat(64) })],
    ['[T01] saying FAIL and nothing else', v2Xml({ return_code: 'FAIL', return_msg: 'x' })],
    ['[T01] with neither sign nor return code', v2Xml({ out_trade_no: OUT_TRADE_NO, total_fee: '100' })],
    ['[T04] signed by MD5', v2Message(v2PaidFields, 'MD5')],
    ['[T03] signed with an empty key', v2Message(v2PaidFields, 'HMAC-SHA256', '')],
    ['[T07] a v3 notification', Buffer.from(v3Event())],
    ['[T08] with a document type', Buffer.concat([Buffer.from('<!DOCTYPE xml>'), v2Message(v2PaidFields)])],
    ['cut short', v2Message(v2PaidFields).subarray(0, 500)],
    ['[T09] of 6 MB', Buffer.concat([v2Message(v2PaidFields), Buffer.alloc(6 << 20, 0x20)])],
    ['empty', Buffer.alloc(0)],
  ])('%s', (_, body) => {
    expect(readV2(body)).toEqual({ kind: 'untrusted', reason: expect.any(String) });
  });
});

describe('a v3 notification is untrusted', () => {
  const body = v3Event();
  const large = ' '.repeat(64 * 1024) + body;

  test.each<[string, Notification]>([
    ['[T01] without headers', readV3(body, {})],
    ['[T01] with the signature of another body', readV3(body, v3Headers('{}'))],
    ['[T07] a v2 notification', readV3(v2Message(v2PaidFields), {})],
    ['[T19] an old one', readV3(body, v3Headers(body, { timestamp: String(NOW_SECONDS - 3600) }))],
    ['[T18] a probe', readV3(body, { ...v3Headers(body), 'wechatpay-signature': 'WECHATPAY/SIGNTEST/AAAA' })],
    ['[T09] of more than 64 KiB, even signed', readV3(large)],
  ])('%s', (_, notification) => {
    expect(notification).toEqual({ kind: 'untrusted', reason: expect.any(String) });
  });

  test('[T07] when API v3 is not configured', () => {
    const { v3: _, ...rest } = configuration();
    const request = { headers: v3Headers(body), body: Buffer.from(body), nowSeconds: NOW_SECONDS };
    expect(readNotification(rest, 'v3', request).kind).toBe('untrusted');
  });
});

describe('a genuine notification is not a trade', () => {
  const wrongKey = v3Resource(JSON.stringify(v3Transaction), { key: 'y'.repeat(32) });

  test.each<[string, Notification, Notification['kind']]>([
    ['v2, of a failed business result', readV2(v2Message({ ...v2PaidFields, result_code: 'FAIL' })), 'unhandled'],
    ['v3, of a type nobody knows', readV3(v3Event(v3Transaction, { event_type: 'TRANSACTION.FAILED' })), 'unhandled'],
    [
      'v3, of profit sharing',
      readV3(v3Event({}, { resource: { ...v3Resource('{}'), original_type: 'profitsharing' } })),
      'unhandled',
    ],
    ['v3, encrypted with another key', readV3(v3Event({}, { resource: wrongKey })), 'undecipherable'],
    ['v3, encrypted another way', readV3(v3Event({}, { resource: { ...wrongKey, algorithm: 'NONE' } })), 'malformed'],
    ['v3, without a resource', readV3(v3Event({}, { resource: null })), 'malformed'],
    ['v3, without an id', readV3(v3Event({}, { id: undefined })), 'malformed'],
    ['v3, with an id that is no key', readV3(v3Event({}, { id: '../x' })), 'malformed'],
    ['v3, of no JSON', readV3('hello'), 'malformed'],
    ['v3, of null', readV3('null'), 'malformed'],
    ['[T09] v3, nested 30,000 deep', readV3('['.repeat(30_000)), 'malformed'],
  ])('%s', (_, notification, kind) => {
    expect(notification.kind).toBe(kind);
  });
});

test('[T13] the signed answer to a query about an unpaid order does not pass for a payment', () => {
  const answer = { ...v2PaidFields, trade_state: 'NOTPAY' };
  expect(readV2(v2Message(answer))).toMatchObject({ kind: 'trade', trade: { state: 'NOTPAY' } });
});

describe('a genuine trade of a wrong shape is malformed', () => {
  const { transaction_id: _, ...v2WithoutId } = v2PaidFields;
  const { total_fee: __, ...v2WithoutTotal } = v2PaidFields;

  test.each<[string, Record<string, string>]>([
    ['no transaction id', v2WithoutId],
    ['no amount', v2WithoutTotal],
    ['a decimal amount', { ...v2PaidFields, total_fee: '1.00' }],
    ['a negative amount', { ...v2PaidFields, total_fee: '-100' }],
    ['an amount of 16 digits', { ...v2PaidFields, total_fee: '1000000000000000' }],
    ['an amount in hex', { ...v2PaidFields, total_fee: '0x64' }],
    ['an amount with a space', { ...v2PaidFields, total_fee: ' 100' }],
    ['an order number that is no key', { ...v2PaidFields, out_trade_no: '../orders' }],
    ['an order number of 33 characters', { ...v2PaidFields, out_trade_no: 'A'.repeat(33) }],
    ['a transaction id that is no key', { ...v2PaidFields, transaction_id: 'a b' }],
    ['a day no calendar has', { ...v2PaidFields, time_end: '20260230120000' }],
    ['a state that is no word', { ...v2PaidFields, trade_state: '成功' }],
  ])('by v2: %s', (_, fields) => {
    expect(readV2(v2Message(fields)).kind).toBe('malformed');
  });

  const amount = (total: unknown) => ({ ...v3Transaction, amount: { ...v3Transaction.amount, total } });
  test.each<[string, unknown]>([
    ['no transaction id', { ...v3Transaction, transaction_id: undefined }],
    ['no amount', { ...v3Transaction, amount: undefined }],
    ['a decimal amount', amount(1.5)],
    ['an amount in text', amount('100')],
    ['a negative amount', amount(-100)],
    ['an amount beyond 2^53', amount(2 ** 53)],
    ['no state', { ...v3Transaction, trade_state: undefined }],
    ['an order number that is an object', { ...v3Transaction, out_trade_no: { $ne: '' } }],
    ['a time without an offset', { ...v3Transaction, success_time: '2026-08-20T11:59:30' }],
    ['a list', [v3Transaction]],
    ['[T10] everything in __proto__', JSON.parse(`{"__proto__":${JSON.stringify(v3Transaction)}}`)],
  ])('by v3: %s', (_, transaction) => {
    expect(readV3(v3Event(transaction)).kind).toBe('malformed');
  });
});

test('[T12] text that poses as a field changes nothing that is decided', () => {
  const posing = { ...v2PaidFields, attach: 'x&total_fee=1&transaction_id=2' };
  const forged = { ...v2PaidFields, attach: 'x', total_fee: '1', sign: v2Sign(posing, 'HMAC-SHA256') };
  expect(readV2(v2Message(posing))).toMatchObject({ trade: { total: 100, transactionId: TRANSACTION_ID } });
  expect(readV2(v2Message(forged)).kind).toBe('untrusted');
});

test('[T38] no reason holds a key', () => {
  const reasons = [readV2(v2Xml(v2PaidFields)), readV3(v3Event(), {}), readV3('null')].map((notification) =>
    JSON.stringify(notification),
  );
  for (const reason of reasons) {
    expect(reason).not.toContain(v2Credentials('MD5').apiKey);
    expect(reason.length).toBeLessThan(300);
  }
});

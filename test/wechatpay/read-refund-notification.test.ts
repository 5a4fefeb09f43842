import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Merchant } from '../../cloudfunctions/lib/payment/merchant';
import type { Notification } from '../../cloudfunctions/lib/payment/notification';
import { readNotification } from '../../cloudfunctions/lib/wechatpay/read-notification';
import { refundNotification } from '../fixtures/wechatpay/v2.json';
import {
  API_KEY,
  APPID,
  MCHID,
  NOW_SECONDS,
  OUT_REFUND_NO,
  OUT_TRADE_NO,
  REFUND_ID,
  TRANSACTION_ID,
  v2Credentials,
  v2Encrypted,
  v2Message,
  v2PaidFields,
  v2RefundedFields,
  v2ReqInfo,
  v2Xml,
  v3Credentials,
  v3Event,
  v3Headers,
  v3RefundEvent,
  v3RefundedContent,
  v3Resource,
} from './wechat';

const own: Merchant = { appid: APPID, mchid: MCHID };
const configuration = (merchant = own, apiKey = API_KEY) => ({
  api: 'v3' as const,
  merchant,
  baseUrl: 'https://api.mch.weixin.qq.com',
  tlsBaseUrl: 'https://api.mch.weixin.qq.com',
  notifyUrl: 'https://shop.example/trade',
  v2: { ...v2Credentials('HMAC-SHA256'), apiKey },
  v3: v3Credentials,
});
const readV2 = (body: Buffer, apiKey?: string): Notification =>
  readNotification(configuration(own, apiKey), 'v2', { headers: {}, body, nowSeconds: NOW_SECONDS });
const readV3 = (body: string, headers = v3Headers(body), merchant?: Merchant): Notification =>
  readNotification(configuration(merchant), 'v3', { headers, body: Buffer.from(body), nowSeconds: NOW_SECONDS });
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

const envelope = { return_code: 'SUCCESS', appid: APPID, mch_id: MCHID, nonce_str: 'TeqClE3i0mvn3DrK' };
const refunded = (changes: Record<string, string> = {}) =>
  v2Xml({ ...envelope, req_info: v2ReqInfo({ ...v2RefundedFields, ...changes }) });
const carrying = (plain: string) => v2Xml({ ...envelope, req_info: v2Encrypted(plain) });

describe('by v2, a refund notification is a hint', () => {
  test('that names the order and the refund, and neither amount nor state', () => {
    const body = refunded();
    expect(readV2(body)).toEqual({
      kind: 'refund-hint',
      id: sha256(body),
      outTradeNo: OUT_TRADE_NO,
      outRefundNo: OUT_REFUND_NO,
    });
  });

  test(`and so is ${refundNotification.id}`, () => {
    const body = v2Xml({ ...envelope, req_info: refundNotification.reqInfo });
    expect(readV2(body, refundNotification.apiKey)).toMatchObject({ outTradeNo: 'abc', outRefundNo: '123' });
  });

  test('even if somebody signed it', () => {
    const body = v2Message({ ...envelope, req_info: v2ReqInfo(v2RefundedFields) });
    expect(readV2(body).kind).toBe('refund-hint');
  });
});

describe('by v2, a refund notification is untrusted', () => {
  const encrypted = Buffer.from(v2ReqInfo(v2RefundedFields), 'base64');
  const root = (inside: string) => carrying(`<root>${inside}</root>`);
  const numbers = '<out_trade_no>1</out_trade_no><out_refund_no>2</out_refund_no>';

  test.each<[string, Buffer]>([
    ['[T06] of another merchant', v2Xml({ ...envelope, mch_id: '1900000001', req_info: v2ReqInfo(v2RefundedFields) })],
    ['[T06] of no merchant', v2Xml({ req_info: v2ReqInfo(v2RefundedFields) })],
    ['[T01] under another key', v2Xml({ ...envelope, req_info: v2ReqInfo(v2RefundedFields, 'z'.repeat(32)) })],
    ['[T01] in plain text', v2Xml({ ...envelope, req_info: '<root></root>' })],
    ['[T01] cut at a block', v2Xml({ ...envelope, req_info: encrypted.subarray(0, 64).toString('base64') })],
    ['[T01] cut within a block', v2Xml({ ...envelope, req_info: encrypted.subarray(0, 70).toString('base64') })],
    ['[T01] with blocks in another order', v2Xml({ ...envelope, req_info: reversedBlocks(encrypted) })],
    ['[T01] beside its fields, unsigned', v2Xml({ ...envelope, ...v2RefundedFields })],
    ['with an empty req_info', v2Xml({ ...envelope, req_info: '' })],
    ['[T09] with a req_info of 9,000 characters', v2Xml({ ...envelope, req_info: 'A'.repeat(9000) })],
    ['[T08] with a document type inside', carrying(`<!DOCTYPE root><root>${numbers}</root>`)],
    [
      '[T08] with an external entity inside',
      carrying(
        '<!DOCTYPE root [<!ENTITY x SYSTEM "file:///etc/hostname">]><root><out_trade_no>&x;</out_trade_no></root>',
      ),
    ],
    ['[T10] with a field named __proto__ inside', root(`<__proto__>1</__proto__>${numbers}`)],
    ['[T11] with a number that comes twice', root(`${numbers}<out_refund_no>3</out_refund_no>`)],
    ['[T11] with a field inside a field', root('<a><out_trade_no>1</out_trade_no></a>')],
    ['with another root inside', carrying(`<xml>${numbers}</xml>`)],
    ['with JSON inside', carrying(JSON.stringify(v2RefundedFields))],
    ['without an order number', refunded({ out_trade_no: '' })],
    ['without a refund number', refunded({ out_refund_no: '' })],
    ['with an order number that is no key', refunded({ out_trade_no: '../orders' })],
    ['with a refund number that is no key', refunded({ out_refund_no: 'a b' })],
    ['with a refund number of 65 characters', refunded({ out_refund_no: 'R'.repeat(65) })],
  ])('%s', (_, body) => {
    expect(readV2(body)).toEqual({ kind: 'untrusted', reason: expect.any(String) });
  });

  test('[T38] and no reason holds the key', () => {
    const reason = JSON.stringify(readV2(v2Xml({ ...envelope, req_info: 'AAAA' })));
    expect(reason).not.toContain(API_KEY);
    expect(reason).not.toContain(createHash('md5').update(API_KEY).digest('hex'));
  });
});

test('[T13] a payment with a req_info is no payment', () => {
  expect(readV2(v2Message({ ...v2PaidFields, req_info: v2ReqInfo(v2RefundedFields) })).kind).toBe('refund-hint');
});

test('[T07] a v2 refund notification at the address of v3 is untrusted', () => {
  expect(readV3(refunded().toString(), {} as Record<string, string>).kind).toBe('untrusted');
});

describe('by v3, a refund notification tells a refund', () => {
  test('that succeeded, with the amount of the refund and not of the payer', () => {
    const body = v3RefundEvent();
    expect(readV3(body)).toEqual({
      kind: 'refund',
      id: '7f8fcdb2-573a-547a-901e-4c34f9761293',
      refund: {
        api: 'v3',
        mchid: MCHID,
        subMchid: undefined,
        outTradeNo: OUT_TRADE_NO,
        outRefundNo: OUT_REFUND_NO,
        refundId: REFUND_ID,
        transactionId: TRANSACTION_ID,
        state: 'SUCCESS',
        amount: 40,
        succeededAt: Date.parse('2026-08-21T04:00:00Z'),
        digest: sha256(body),
      },
    });
  });

  test.each([
    ['REFUND.ABNORMAL', 'ABNORMAL'],
    ['REFUND.CLOSED', 'CLOSED'],
  ])('that ended as %s', (type, state) => {
    const { success_time: _, ...rest } = v3RefundedContent;
    const notification = readV3(v3RefundEvent({ ...rest, refund_status: state }, type));
    expect(notification).toMatchObject({ kind: 'refund', refund: { state, succeededAt: undefined } });
  });

  test('for a sub-merchant', () => {
    const { mchid: _, ...rest } = v3RefundedContent;
    const body = v3RefundEvent({ ...rest, sp_mchid: MCHID, sub_mchid: '1900000109' });
    const provider = { ...own, subMchid: '1900000109' };
    expect(readV3(body, v3Headers(body), provider)).toMatchObject({ refund: { mchid: MCHID, subMchid: '1900000109' } });
  });

  test('[T06] of another merchant too: it is for the settlement to compare', () => {
    const body = v3RefundEvent({ ...v3RefundedContent, mchid: '1900000001' });
    expect(readV3(body)).toMatchObject({ refund: { mchid: '1900000001' } });
  });
});

describe('by v3, a message about a refund is not one', () => {
  const changed = (changes: object) => v3RefundEvent({ ...v3RefundedContent, ...changes });
  const body = v3RefundEvent();
  const paidEnvelope = v3Event(undefined, { resource: v3Resource(JSON.stringify(v3RefundedContent)) });

  test.each<[string, Notification, Notification['kind']]>([
    ['[T01] unsigned', readV3(body, {} as Record<string, string>), 'untrusted'],
    ['[T01] with the signature of another body', readV3(body, v3Headers('{}')), 'untrusted'],
    ['[T19] an old one', readV3(body, v3Headers(body, { timestamp: String(NOW_SECONDS - 3600) })), 'untrusted'],
    ['of a type nobody knows', readV3(v3RefundEvent(undefined, 'REFUND.PROCESSING')), 'unhandled'],
    ['[T13] about a transaction', readV3(v3Event(undefined, { event_type: 'REFUND.SUCCESS' })), 'unhandled'],
    ['[T13] in the envelope of a payment', readV3(paidEnvelope), 'malformed'],
    ['[T06] of no merchant', readV3(changed({ mchid: undefined })), 'malformed'],
    ['without a WeChat number', readV3(changed({ refund_id: undefined })), 'malformed'],
    ['without a refund number', readV3(changed({ out_refund_no: '' })), 'malformed'],
    ['with a refund number that is an object', readV3(changed({ out_refund_no: { $ne: '' } })), 'malformed'],
    ['with an order number that is no key', readV3(changed({ out_trade_no: '../orders' })), 'malformed'],
    ['with a transaction id that is no key', readV3(changed({ transaction_id: 'a b' })), 'malformed'],
    ['without an amount', readV3(changed({ amount: undefined })), 'malformed'],
    ['without the refund’s amount', readV3(changed({ amount: { total: 100 } })), 'malformed'],
    ['with an amount in text', readV3(changed({ amount: { total: 100, refund: '40' } })), 'malformed'],
    ['with a decimal amount', readV3(changed({ amount: { total: 100, refund: 0.4 } })), 'malformed'],
    ['with a negative amount', readV3(changed({ amount: { total: 100, refund: -40 } })), 'malformed'],
    ['without a state', readV3(changed({ refund_status: undefined })), 'malformed'],
    ['with a state that is no word', readV3(changed({ refund_status: '成功' })), 'malformed'],
    ['with a time of no shape', readV3(changed({ success_time: '2026-08-21 12:00:00' })), 'malformed'],
  ])('%s', (_, notification, kind) => {
    expect(notification.kind).toBe(kind);
  });

  test('encrypted with another key', () => {
    const resource = { ...v3Resource('{}', { key: 'y'.repeat(32) }), original_type: 'refund' };
    expect(readV3(v3Event(undefined, { event_type: 'REFUND.SUCCESS', resource })).kind).toBe('undecipherable');
  });
});

/** ECB lets anybody move blocks about; the last one stays, so that the padding is good. */
function reversedBlocks(encrypted: Buffer): string {
  const blocks = Array.from({ length: encrypted.length / 16 }, (_, i) => encrypted.subarray(i * 16, i * 16 + 16));
  const last = blocks.pop() as Buffer;
  return Buffer.concat([...blocks.reverse(), last]).toString('base64');
}

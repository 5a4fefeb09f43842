import type { Draft, Part, Seller } from './genuine';

/** What a deviation means, by the rules of settlement and of the notification's answers. */
export type Meaning =
  /** It proves no more where it comes from. */
  | { kind: 'untrusted' }
  /** Genuine, and of no shape that is documented: already around the content, in it, or only if it is about money. */
  | { kind: 'unreadable'; where: 'event' | 'content' | 'payment' }
  /** Genuine, and about something else. */
  | { kind: 'unhandled' }
  | { kind: 'says'; state: string }
  | { kind: 'unknown-order' }
  /** It names another seller, buyer, sum or protocol. */
  | { kind: 'differs'; in: readonly string[] }
  | { kind: 'other-transaction'; used: boolean }
  | { kind: 'harmless' };

export interface Deviation {
  name: string;
  /** Two deviations of one aspect are never put into one message. */
  aspect: string;
  api?: Draft['api'];
  seller?: Seller;
  means: Meaning;
  apply(draft: Draft): unknown;
}

export const OTHER_ORDER = '20261210OTHERORDER0000000000';
export const USED_TRANSACTION = '4200000000000000000000000077';

const untrusted: Meaning = { kind: 'untrusted' };
const unhandled: Meaning = { kind: 'unhandled' };
const harmless: Meaning = { kind: 'harmless' };
const unreadable = (where: 'event' | 'content' | 'payment' = 'content'): Meaning => ({ kind: 'unreadable', where });
const differs = (...aspects: string[]): Meaning => ({ kind: 'differs', in: aspects });
const says = (state: string): Meaning => ({ kind: 'says', state });

/** The same value in both protocols, or in one of them. */
const both = (part: Part, means: Meaning, values: unknown[], only: Partial<Deviation> = {}): Deviation[] =>
  values.map((value) => ({
    name: `${part} ${JSON.stringify(value) ?? 'absent'}`,
    aspect: part,
    means,
    apply: ({ parts }) => Object.assign(parts, { [part]: value }),
    ...only,
  }));
const v2 = (part: Part, means: Meaning, values: unknown[]) => both(part, means, values, { api: 'v2' });
const v3 = (part: Part, means: Meaning, values: unknown[]) => both(part, means, values, { api: 'v3' });
const of = (seller: Seller, part: Part, means: Meaning, values: unknown[]) => both(part, means, values, { seller });

const absent = undefined;
const numbers = [42, true, ['x'], { $ne: '' }];

const inParts: Deviation[] = [
  ...v2('total', differs('amount'), ['1279', '1281', '1', '0', '128000', '999999999999999']),
  ...v3('total', differs('amount'), [1279, 1281, 1, 0, 128_000, Number.MAX_SAFE_INTEGER]),
  ...v2('total', unreadable(), ['12.80', '-1280', '0x500', '1e3', '１２８０', ' 1280', '1,280', '1000000000000000']),
  ...v3('total', unreadable(), [12.8, -1280, '1280', 2 ** 53, 1e300, true, [1280], {}]),
  ...both('total', unreadable('payment'), [absent]),
  ...v2('total', harmless, ['01280']),
  ...v2('payerTotal', harmless, ['1', '0', absent]),
  ...v3('payerTotal', harmless, [1, 0, absent]),
  ...v2('payerTotal', unreadable(), ['0.01', 'x']),
  ...v3('payerTotal', unreadable(), ['1', 0.5]),
  ...both('currency', differs('currency'), ['USD', 'cny', 'HKD']),
  ...both('currency', harmless, [absent, '']),
  ...v3('currency', unreadable(), numbers),
  ...both('appid', differs('appid'), ['wxffffffffffffffff', 'WX0123456789ABCDEF', absent]),
  ...both('mchid', differs('mchid'), ['1900000002', '01900000001']),
  // A message of API v3 that names no provider is a merchant's, and so is its appid.
  ...both('mchid', differs('mchid', 'appid'), [absent]),
  ...v3('appid', unreadable(), numbers),
  ...v3('mchid', unreadable(), [1900000001, { $gt: '' }]),
  ...of('merchant', 'subMchid', differs('sub-mchid'), ['1900000109']),
  ...of('merchant', 'subAppid', differs('sub-appid'), ['wx8888888888888888']),
  ...of('provider', 'subMchid', differs('sub-mchid'), ['1900000110', '1900000001', absent]),
  ...of('provider', 'subAppid', differs('sub-appid'), ['wx0123456789abcdef']),
  ...of('provider', 'subAppid', harmless, [absent]),
  ...both('openid', differs('openid'), ['oBuyerB', 'obuyera', absent]),
  ...v3('openid', unreadable(), numbers),
  ...both('transactionId', unreadable('payment'), [absent]),
  ...both('transactionId', unreadable(), ['a b', '../x', 'x'.repeat(33), '4200|1']),
  ...v3('transactionId', unreadable(), numbers),
  ...both('transactionId', { kind: 'other-transaction', used: false }, ['4200000000000000000000000099']),
  ...both('transactionId', { kind: 'other-transaction', used: true }, [USED_TRANSACTION]),
  ...both('paidAt', differs('incomplete'), [absent]),
  ...v2('paidAt', unreadable(), ['yesterday', '20260230120000', '2026-12-10 09:59:30', '1796868000']),
  ...v3('paidAt', unreadable(), ['20261210095930', '2026-12-10T09:59:30', '2026-13-40T00:00:00Z', 1_796_868_000]),
  ...both('outTradeNo', differs('openid', 'amount'), [OTHER_ORDER]),
  ...both('outTradeNo', { kind: 'unknown-order' }, ['20261210NOBODYKNOWSTHISONE00']),
  ...both('outTradeNo', unreadable(), ['../orders', 'x'.repeat(33), '订单', absent]),
  ...v3('outTradeNo', unreadable(), numbers),
  ...['REFUND', 'NOTPAY', 'USERPAYING', 'ACCEPT', 'CLOSED', 'REVOKED', 'PAYERROR', 'NEWSTATE', 'PAID'].flatMap(
    (state) => both('state', says(state), [state]),
  ),
  ...both('state', unreadable(), ['success', '支付成功', 'S'.repeat(33)]),
  ...v3('state', unreadable(), [absent, ...numbers]),
];

const field = (name: string, means: Meaning, values: (string | undefined)[]): Deviation[] =>
  values.map((value) => ({
    name: `${name} ${value ?? 'absent'}`,
    aspect: name,
    api: 'v2',
    means,
    apply: ({ more }) => Object.assign(more, { [name]: value }),
  }));

const aroundV2: Deviation[] = [
  ...field('result_code', unhandled, ['FAIL', 'success', absent]),
  ...field('return_code', unhandled, ['FAIL', absent]),
  ...field('sign_type', untrusted, ['NONE', 'RSA', 'SHA256']),
  ...field('req_info', untrusted, ['AAAA', 'x']),
  ...field('attach', harmless, ['x&total_fee=1280', '红富士']),
  ...field('coupon_fee_0', harmless, ['100']),
  {
    name: 'another key',
    aspect: 'key',
    api: 'v2',
    means: untrusted,
    apply: ({ wrap }) => Object.assign(wrap, { apiKey: 'k' }),
  },
];

type Wrap = NonNullable<Draft['wrap']['v3']>;
const wrapped = (name: string, means: Meaning, wrap: Wrap): Deviation => ({
  name,
  aspect: 'wrap',
  api: 'v3',
  means,
  apply: ({ wrap: all }) => Object.assign(all, { v3: { ...all.v3, ...wrap } }),
});
const content = (name: string, value: unknown): Deviation => ({
  name: `content ${name}`,
  aspect: 'content',
  api: 'v3',
  means: unreadable(),
  apply: ({ wrap }) => Object.assign(wrap, { content: value }),
});

const aroundV3: Deviation[] = [
  wrapped('an unknown serial', untrusted, { serial: 'FFFFFFFFFFFFFFFF' }),
  wrapped('a serial that is no name', untrusted, { serial: '__proto__' }),
  wrapped('a time of 1970', untrusted, { timestamp: 1 }),
  ...['REFUND.SUCCESS', 'TRANSACTION.CLOSED', 'transaction.success', 'PAYSCORE.USER_PAID'].map((type) =>
    wrapped(`event ${type}`, unhandled, { eventType: type }),
  ),
  ...['refund', 'profitsharing', undefined, 1].map((type) =>
    wrapped(`original type ${type}`, unhandled, { resource: { original_type: type } }),
  ),
  ...[undefined, 1, 'a b', '', 'x'.repeat(65)].map((type) =>
    wrapped(`event type ${type}`, unreadable('event'), { event: { event_type: type } }),
  ),
  ...[undefined, 1, '../x', '', 'x'.repeat(65)].map((id) =>
    wrapped(`id ${id}`, unreadable('event'), { event: { id } }),
  ),
  ...[undefined, null, 'x', 7].map((one) =>
    wrapped(`resource ${one}`, unreadable('event'), { event: { resource: one } }),
  ),
  ...['AES_256_GCM', 'NONE', undefined, ['AEAD_AES_256_GCM']].map((algorithm) =>
    wrapped(`algorithm ${algorithm}`, unreadable(), { resource: { algorithm } }),
  ),
  ...['0123456789a', '0123456789abc', '0123456789ab', '', undefined].map((nonce) =>
    wrapped(`nonce ${nonce}`, unreadable(), { resource: { nonce } }),
  ),
  ...['refund', '', undefined, 1].map((text) =>
    wrapped(`associated data ${text}`, unreadable(), { resource: { associated_data: text } }),
  ),
  ...['', 'AAAA', '!!', undefined, 'A'.repeat(400)].map((text) =>
    wrapped(`ciphertext ${text}`, unreadable(), { resource: { ciphertext: text } }),
  ),
  wrapped('another encryption key', unreadable(), { apiV3Key: 'y'.repeat(32) }),
  wrapped('an event with fields nobody knows', harmless, { event: { extra: { total: 1 } } }),
  content('null', 'null'),
  content('a list', '[]'),
  content('a number', '1280'),
  content('no JSON', 'total=1280'),
  content('cut', '{"out_trade_no":"'),
  content('everything in __proto__', '{"__proto__":{"trade_state":"SUCCESS"}}'),
];

export const deviations: readonly Deviation[] = [...inParts, ...aroundV2, ...aroundV3];

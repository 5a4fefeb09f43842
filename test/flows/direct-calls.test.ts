import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BackofficeRequest, ErrorCode, PrepayRequest, TradeRequest } from '../../typings/api';
import { type Backend, eventually, oneApple, root, startBackend } from '../support/backend';
import { type Message, notificationV3, wechatKeys } from '../support/sign-as-wechat';

const OWNER = 'oOwner000000000000000000001';
const STRANGER = 'oStranger000000000000000001';
const OPERATOR = 'oLocalOperator00000000000001';

type Caller = { source: string; openid?: string };

/** What an owner has, for others to try: an order to be paid, a paid one, and a refund that waits for an operator. */
let owned: { unpaid: string; paid: string; transactionId: string; outRefundNo: string };
let shop: Backend;
let genuine: Message;

beforeAll(async () => {
  shop = await startBackend('v3');
  const { outTradeNo: paid } = await shop.ask('prepay', oneApple('request-paid'), OWNER);
  const { outTradeNo: unpaid, total } = await shop.ask('prepay', oneApple('request-unpaid'), OWNER);
  await shop.wechatpay('pay', { outTradeNo: paid });
  const get = () => shop.ask('trade', { action: 'get', outTradeNo: paid }, OWNER);
  const { order } = await eventually(async () => ((await get()).order.status === 'PAID' ? get() : undefined));
  const refund = { action: 'requestRefund' as const, outTradeNo: paid, requestId: 'refund-1', reason: '坏了' };
  const { outRefundNo } = (await shop.ask('trade', refund, OWNER)).refund;
  owned = { unpaid, paid, transactionId: order.transactionId ?? '', outRefundNo };
  const keys = wechatKeys(shop.keysFolder);
  const { appid, mchid } = keys.merchant;
  genuine = notificationV3(keys, {
    ...{ appid, mchid, out_trade_no: unpaid, transaction_id: '4200000000000000000000000042', trade_type: 'JSAPI' },
    ...{ trade_state: 'SUCCESS', success_time: '2026-11-24T12:00:00+08:00', payer: { openid: OWNER } },
    amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
  });
}, 120_000);
afterAll(() => shop.close());

/** A stranger's own business: it is his right, and shows him nothing of the owner's. */
type Expected = ErrorCode | 'his own';

/** Every documented action, as a stranger would try it on the owner. Complete, or it does not compile. */
const prepay: Record<PrepayRequest['action'], [() => object, Expected]> = {
  catalogue: [() => ({}), 'his own'],
  prepay: [() => ({ requestId: '', items: [{ sku: 'apple', quantity: 1 }] }), 'ERR_BAD_REQUEST'],
  repay: [() => ({ outTradeNo: owned.unpaid }), 'ERR_ORDER_NOT_FOUND'],
};
const trade: Record<TradeRequest['action'], [() => object, Expected]> = {
  confirm: [() => ({ outTradeNo: owned.unpaid }), 'ERR_ORDER_NOT_FOUND'],
  get: [() => ({ outTradeNo: owned.paid }), 'ERR_ORDER_NOT_FOUND'],
  list: [() => ({}), 'his own'],
  cancel: [() => ({ outTradeNo: owned.unpaid }), 'ERR_ORDER_NOT_FOUND'],
  requestRefund: [() => ({ outTradeNo: owned.paid, requestId: 'r', reason: '要' }), 'ERR_ORDER_NOT_FOUND'],
  refunds: [() => ({ outTradeNo: owned.paid }), 'ERR_ORDER_NOT_FOUND'],
};
const backoffice: Record<BackofficeRequest['action'], [() => object, Expected]> = {
  refund: [() => ({ outTradeNo: owned.paid, requestId: 'r', amount: 1, reason: '要' }), 'ERR_FORBIDDEN'],
  decideRefund: [() => ({ outRefundNo: owned.outRefundNo, approve: true }), 'ERR_FORBIDDEN'],
  order: [() => ({ outTradeNo: owned.paid }), 'ERR_FORBIDDEN'],
  orders: [() => ({}), 'ERR_FORBIDDEN'],
  refunds: [() => ({}), 'ERR_FORBIDDEN'],
  anomalies: [() => ({}), 'ERR_FORBIDDEN'],
  findings: [() => ({}), 'ERR_FORBIDDEN'],
  closeFinding: [() => ({ id: 'amount:4200000000000000000000000001' }), 'ERR_FORBIDDEN'],
  report: [() => ({ date: '2026-11-23' }), 'ERR_FORBIDDEN'],
  summary: [() => ({}), 'ERR_FORBIDDEN'],
};

/** One row for each function that is deployed. `shapeless`: what a buyer hears for an event that asks for nothing. */
const MATRIX: Record<string, { actions: Record<string, [() => object, Expected]>; shapeless: ErrorCode }> = {
  prepay: { actions: prepay, shapeless: 'ERR_UNKNOWN_ACTION' },
  trade: { actions: trade, shapeless: 'ERR_UNKNOWN_ACTION' },
  backoffice: { actions: backoffice, shapeless: 'ERR_FORBIDDEN' },
};

/** Events in the shapes that the platform gives to what comes from elsewhere; each would move money if it were believed. */
const SHAPES: Record<string, () => object> = {
  'the timer’s': () => ({ Type: 'Timer', TriggerName: 'every-minute', Time: '2026-11-24T10:00:00Z', Message: '' }),
  'a payment callback’s': () => ({
    ...{ returnCode: 'SUCCESS', resultCode: 'SUCCESS', outTradeNo: owned.unpaid, totalFee: 1280, cashFee: 1280 },
    ...{ transactionId: '4200000000000000000000000043', userInfo: { openId: OWNER }, timeEnd: '20261124120000' },
  }),
  'a decrypted notification’s': () => ({
    event_type: 'TRANSACTION.SUCCESS',
    resource: { out_trade_no: owned.unpaid, trade_state: 'SUCCESS', amount: { total: 1280 }, payer: { openid: OWNER } },
  }),
  'a message push’s': () => ({ MsgType: 'event', Event: 'trade_manage_order_settlement', FromUserName: OWNER }),
};

/** Names of the owner, the operator and the clock, wherever a caller might hope that somebody reads them. */
const claims = (openid: string) => ({
  ...{ openid, OPENID: openid, openId: openid, FROM_OPENID: openid, userInfo: { openId: openid } },
  ...{ source: 'wx_trigger', SOURCE: 'wx_trigger', TCB_SOURCE: 'wx_trigger', WX_OPENID: openid },
});

const http = ({ path, headers, body }: Message) => ({
  ...{ httpMethod: 'POST', path: path.replace('/trade', ''), headers, body, isBase64Encoded: false },
  requestContext: { requestId: '1', envId: 'local' },
});

type Standing = 'logged in' | 'refused' | 'by rule' | 'public';

/**
 * Who calls. `logged in` may do what a buyer may, `refused` nothing, and `by rule` does not even reach the function.
 * `public`: the platform says of no user that he is behind it, so a signature may count.
 */
const CALLERS: [who: string, caller: Caller, standing: Standing][] = [
  ['a user', { source: 'wx_client', openid: STRANGER }, 'logged in'],
  ['DevTools', { source: 'wx_devtools', openid: STRANGER }, 'logged in'],
  ['a user through another function', { source: 'wx_client,scf', openid: STRANGER }, 'logged in'],
  ['a user through a trigger', { source: 'wx_client,wx_trigger', openid: STRANGER }, 'logged in'],
  ['a user who is not logged in', { source: 'wx_client', openid: '' }, 'by rule'],
  ['DevTools without a login', { source: 'wx_devtools', openid: '' }, 'by rule'],
  ['a crawler', { source: 'wx_crawler' }, 'by rule'],
  ['local debugging', { source: 'wx_localdebug', openid: STRANGER }, 'refused'],
  ['a trigger through a user', { source: 'wx_trigger,wx_client', openid: STRANGER }, 'refused'],
  ['a trigger through DevTools, as an operator', { source: 'wx_trigger,wx_devtools', openid: OPERATOR }, 'refused'],
  ['a source that nobody knows', { source: 'wx_unknown', openid: STRANGER }, 'public'],
  ['another function', { source: 'scf', openid: '' }, 'public'],
  ['another function, as an operator', { source: 'scf', openid: OPERATOR }, 'public'],
  ['a trigger through another function', { source: 'wx_trigger,scf', openid: OPERATOR }, 'public'],
  ['HTTP access', { source: 'wx_http' }, 'public'],
  ['a payment callback', { source: 'wx_paycallback' }, 'public'],
];

/** What the caller gets, in one word; `leak` if it shows anything of the owner's. */
async function attempt(name: string, data: object, caller: Caller): Promise<string> {
  const answer = await fetch(`${shop.cloudUrl}/_control/call`, {
    method: 'POST',
    body: JSON.stringify({ name, data, ...caller }),
  });
  const text = await answer.text();
  if ([...Object.values(owned), OWNER].some((mine) => text.includes(mine))) return 'leak';
  const { errCode, errMsg, result } = JSON.parse(text);
  if (result === undefined) return errCode === -501000 && /PERMISSION_DENIED/.test(errMsg) ? 'by rule' : errMsg;
  if (result.statusCode !== undefined) return `HTTP ${result.statusCode}`;
  return result.ok ? 'his own' : result.error.code;
}

/** Everything that this caller can send to this function, with what he must hear. */
function attempts(name: string, standing: Standing): [what: string, data: object, expected: string][] {
  const { actions, shapeless } = MATRIX[name] as (typeof MATRIX)[string];
  const byStanding = (loggedIn: string) =>
    ({ 'logged in': loggedIn, 'by rule': 'by rule', refused: 'ERR_FORBIDDEN', public: 'ERR_FORBIDDEN' })[standing];
  const listed = Object.entries(actions).flatMap(([action, [data, expected]]): [string, object, string][] => [
    [action, { action, ...data() }, byStanding(expected)],
    // Of buyers the owner is worth being, of the shop's people an operator.
    [
      `${action} in another name`,
      { ...claims(name === 'backoffice' ? OPERATOR : OWNER), action, ...data() },
      byStanding(expected),
    ],
  ]);
  const shaped = Object.entries(SHAPES).map(([shape, event]): [string, object, string] => [
    shape,
    { ...claims(OPERATOR), ...event() },
    byStanding(shapeless),
  ]);
  const forged = { ...genuine, headers: { ...genuine.headers, 'wechatpay-signature': 'A'.repeat(344) } };
  const open = standing === 'public' && name === 'trade';
  // Whoever is known to be a user cannot be HTTP access, so even what WeChat has signed is not looked at.
  const web: [string, object, string][] = [
    ['HTTP, forged', http(forged), open ? 'HTTP 401' : byStanding('ERR_FORBIDDEN')],
    ...(open
      ? []
      : [['HTTP, signed by WeChat', http(genuine), byStanding('ERR_FORBIDDEN')] as [string, object, string]]),
  ];
  return [['nothing', {}, byStanding(shapeless)], ...listed, ...shaped, ...web];
}

const deployed = readdirSync(join(root, 'dist/cloudfunctions')).filter((name) => !name.includes('.'));

test('S5, T21: every function that is deployed has its row', () => {
  expect(deployed.sort()).toEqual(Object.keys(MATRIX).sort());
});

describe.each(deployed)('S5, T21, T22, T24: the function %s, called by', (name) => {
  test.each(CALLERS)('%s, does nothing for him', async (_who, caller, standing) => {
    const before = await shop.everything();
    const heard: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [what, data, answer] of attempts(name, standing)) {
      heard[what] = await attempt(name, data, caller);
      expected[what] = answer;
    }
    expect(heard).toEqual(expected);
    expect(await shop.everything()).toEqual(before);
  });

  test('the clock, does nothing but what the clock is for', async () => {
    const before = await shop.everything();
    const events = [...Object.values(SHAPES).map((shape) => shape()), { ...claims(OPERATOR), action: 'summary' }];
    const heard = [];
    for (const data of events) heard.push(await attempt(name, data, { source: 'wx_trigger' }));
    const isTheClocks = name === 'backoffice';
    expect(new Set(heard)).toEqual(new Set([isTheClocks ? 'his own' : 'ERR_FORBIDDEN']));
    const after = await shop.everything();
    for (const collection of ['orders', 'payments', 'refunds', 'ledger', 'anomalies'])
      expect(after[collection]).toEqual(before[collection]);
    if (!isTheClocks) expect(after).toEqual(before);
  });
});

test('S5, T23: the internet reaches one function, by the paths of notifications', async () => {
  const before = await shop.everything();
  const paths = deployed.flatMap((name) => [`/${name}`, `/${name}/`, `/${name}/notify/v3`, `/trade/../${name}/x`]);
  const statuses: Record<string, number> = {};
  for (const path of paths) {
    const body = JSON.stringify({ ...claims(OPERATOR), action: 'summary' });
    const headers = { 'content-type': 'application/json' };
    statuses[path] = (await fetch(`${shop.cloudUrl}${path}`, { method: 'POST', headers, body })).status;
  }
  const { '/trade/notify/v3': notify, ...others } = statuses;
  expect(notify).toBe(401);
  expect(new Set(Object.values(others))).toEqual(new Set([404]));
  expect(await shop.everything()).toEqual(before);
});

test('S5: the same calls by those who may make them do change something, so a change would have been seen', async () => {
  const before = await shop.everything();
  await shop.ask('trade', { action: 'cancel', outTradeNo: owned.unpaid }, OWNER);
  const cancelled = await shop.everything();
  expect(cancelled).not.toEqual(before);
  const decided = { action: 'decideRefund' as const, outRefundNo: owned.outRefundNo, approve: true };
  expect((await shop.ask('backoffice', decided, OPERATOR)).refund.status).toBe('REQUESTED');
  expect(await shop.everything()).not.toEqual(cancelled);
});

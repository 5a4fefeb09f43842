import { beforeAll, expect, test } from '@jest/globals';
import { howMany, PATIENCE } from '../support/how-many';
import { type Survivors, surviveKills } from './survive-kills';

const KILLS = howMany(10, 200);

let after: Survivors;
beforeAll(async () => {
  after = await surviveKills({ kills: KILLS, seed: 1 });
}, PATIENCE);

const of = (collection: string) => after.database[collection] ?? [];
const ids = (documents: Record<string, unknown>[]) => documents.map(({ _id }) => String(_id)).sort();
const sum = (documents: Record<string, unknown>[], field = 'amount') =>
  documents.reduce((total, document) => total + Number(document[field]), 0);

test(`R9: ${KILLS} times kill -9 of the cloud and its functions, in the middle of work`, () => {
  expect(after.kills).toBe(KILLS);
  expect(after.interrupted).toBeGreaterThanOrEqual(KILLS);
  expect(after.paid.length).toBeGreaterThanOrEqual(6);
  expect(after.approved.length).toBeGreaterThanOrEqual(2);
  // By API v2 and by v3: the shop moves from one to the other.
  expect(new Set(after.wechat.orders.map(({ api }) => api))).toEqual(new Set(['v2', 'v3']));
});

test('R9: no order that a buyer was told of is lost, and no request has become two', () => {
  expect(ids(of('orders'))).toEqual(Object.values(after.acknowledged).sort());
  expect(
    of('order_keys')
      .map(({ outTradeNo }) => String(outTradeNo))
      .sort(),
  ).toEqual(ids(of('orders')));
});

test('R9: what was paid at WeChat is paid here, counted once, and was said to be', () => {
  const paidThere = after.wechat.orders.filter(({ transactionId }) => transactionId);
  expect(paidThere.map(({ outTradeNo }) => String(outTradeNo)).sort()).toEqual([...after.paid].sort());
  expect(ids(of('orders').filter(({ status }) => status === 'PAID'))).toEqual([...after.paid].sort());
  const transactions = paidThere.map(({ transactionId }) => String(transactionId)).sort();
  expect(ids(of('payments'))).toEqual(transactions);
  expect(ids(of('ledger').filter(({ debit }) => debit === 'wechat'))).toEqual(transactions.map((id) => `pay:${id}`));
  expect(ids(of('outbox').filter(({ kind }) => kind === 'fulfil'))).toEqual(
    [...after.paid].sort().map((id) => `fulfil:${id}`),
  );
  expect(of('anomalies')).toEqual([]);
});

test('R9: every refund that was approved was made once, and none that was not', () => {
  const refunds = of('refunds').map(({ _id, amount, status }) => [_id, amount, status]);
  const there = after.wechat.refunds.map(({ outRefundNo, amount, state }) => [outRefundNo, amount, state]);
  expect(refunds.sort()).toEqual(there.sort());
  expect(refunds.sort()).toEqual([...after.approved].sort().map((id) => [id, 500, 'SUCCESS']));
});

test('R9, R15: the books are the gateway’s, and nothing is left to be done', () => {
  const entries = of('ledger');
  const owed =
    sum(entries.filter(({ debit }) => debit === 'wechat')) - sum(entries.filter(({ credit }) => credit === 'wechat'));
  const there = after.wechat.orders.filter(({ transactionId }) => transactionId);
  expect(owed).toBe(sum(there, 'total') - sum(after.wechat.refunds));
  expect(sum(of('orders'), 'reserved')).toBe(0);
  expect(new Set(of('outbox').map(({ status }) => status))).toEqual(new Set(['DONE']));
});

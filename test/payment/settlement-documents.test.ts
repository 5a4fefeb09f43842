import { expect, test } from '@jest/globals';
import { settle } from '../../cloudfunctions/lib/payment/settle';
import { settlementDocuments } from '../../cloudfunctions/lib/payment/settlement-documents';
import { anOrder, aTrade } from '../support/an-order';

const otn = '202612100123456789ABCDEFGHJK';
const tid = '4200000000000000000000000001';
const now = 1_796_868_125_000;

const payment = {
  collection: 'payments',
  document: {
    _id: tid,
    outTradeNo: otn,
    amount: 1280,
    payerTotal: 1180,
    paidAt: 1_796_868_120_000,
    source: 'notification',
    rawDigest: '5'.repeat(64),
    createdAt: now,
  },
};
const pay = {
  collection: 'ledger',
  document: { _id: `pay:${tid}`, debit: 'wechat', credit: 'sales', amount: 1280, outTradeNo: otn, at: now },
};
const reserve = {
  collection: 'ledger',
  document: { _id: 'rsv:RLATE', debit: 'sales', credit: 'refunds', amount: 1280, outTradeNo: otn, at: now },
};
const refund = {
  collection: 'refunds',
  document: {
    _id: 'RLATE',
    outTradeNo: otn,
    amount: 1280,
    status: 'REQUESTED',
    by: 'system',
    reason: '订单已关闭',
    submittedAt: 0,
    tries: 0,
    nextCheckAt: now,
    createdAt: now,
  },
};
const outbox = (_id: string, kind: string) => ({
  collection: 'outbox',
  document: {
    _id,
    kind,
    status: 'PENDING',
    outTradeNo: otn,
    payload: kind === 'alert' ? { message: expect.any(String) } : {},
    leaseUntil: 0,
    tries: 0,
    createdAt: now,
  },
});

test.each([
  ['paid', anOrder(), aTrade(), [payment, pay, outbox(`fulfil:${otn}`, 'fulfil')]],
  ['held', anOrder(), aTrade({ state: 'REFUND' }), [payment, pay, outbox(`alert:hold:${otn}`, 'alert')]],
  [
    'late',
    anOrder({ status: 'CLOSED' }),
    aTrade(),
    [payment, pay, refund, reserve, outbox(`alert:late:${otn}`, 'alert')],
  ],
])('[T30] a settlement that is %s brings exactly these documents', (_manner, order, trade, expected) => {
  const settlement = settle(order, trade);
  if (settlement.kind !== 'settled') throw new Error('it must settle');
  const circumstances = { source: 'notification' as const, now, outRefundNo: 'RLATE' };
  expect(settlementDocuments(order, trade, settlement, circumstances)).toEqual(expected);
});

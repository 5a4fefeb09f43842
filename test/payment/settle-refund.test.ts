import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Refund, RefundStatus } from '../../cloudfunctions/lib/payment/documents';
import { importRefund } from '../../cloudfunctions/lib/payment/import-refund';
import type { Order } from '../../cloudfunctions/lib/payment/order';
import type { RefundConflictReason } from '../../cloudfunctions/lib/payment/refund-conflict-reason';
import type { RefundFact, RefundState } from '../../cloudfunctions/lib/payment/refund-fact';
import { settleRefund } from '../../cloudfunctions/lib/payment/settle-refund';
import { anOrder, aPaidOrder, aRefund, aRefundFact, fen } from '../support/an-order';

const order = aPaidOrder({ reserved: fen(700), refunded: fen(100), refundCount: 2 });
const ended = (status: 'SUCCESS' | 'CLOSED') => ({
  kind: 'ended',
  status,
  changes: status === 'SUCCESS' ? { reserved: 200, refunded: 600 } : { reserved: 200, refunded: 100 },
});
const moved = (status: 'SUBMITTED' | 'ABNORMAL') => ({ kind: 'moved', status });
const unchanged = { kind: 'unchanged' };
const conflict = (reason: RefundConflictReason) => ({ kind: 'conflict', reason });
const notSent = conflict('refund-not-sent');

describe('[T31] WeChat’s word about a refund', () => {
  test.each<[RefundStatus, RefundState, object]>([
    ['ASKED', 'PROCESSING', notSent],
    ['ASKED', 'SUCCESS', notSent],
    ['ASKED', 'CLOSED', notSent],
    ['ASKED', 'ABNORMAL', notSent],
    ['DECLINED', 'PROCESSING', notSent],
    ['DECLINED', 'SUCCESS', notSent],
    ['DECLINED', 'CLOSED', notSent],
    ['DECLINED', 'ABNORMAL', notSent],
    ['REQUESTED', 'PROCESSING', moved('SUBMITTED')],
    ['REQUESTED', 'SUCCESS', ended('SUCCESS')],
    ['REQUESTED', 'CLOSED', ended('CLOSED')],
    ['REQUESTED', 'ABNORMAL', moved('ABNORMAL')],
    ['SUBMITTED', 'PROCESSING', unchanged],
    ['SUBMITTED', 'SUCCESS', ended('SUCCESS')],
    ['SUBMITTED', 'CLOSED', ended('CLOSED')],
    ['SUBMITTED', 'ABNORMAL', moved('ABNORMAL')],
    ['ABNORMAL', 'PROCESSING', unchanged],
    ['ABNORMAL', 'SUCCESS', ended('SUCCESS')],
    ['ABNORMAL', 'CLOSED', ended('CLOSED')],
    ['ABNORMAL', 'ABNORMAL', unchanged],
    ['SUCCESS', 'PROCESSING', unchanged],
    ['SUCCESS', 'SUCCESS', unchanged],
    ['SUCCESS', 'CLOSED', conflict('refund-ended')],
    ['SUCCESS', 'ABNORMAL', unchanged],
    ['CLOSED', 'PROCESSING', unchanged],
    ['CLOSED', 'SUCCESS', conflict('refund-ended')],
    ['CLOSED', 'CLOSED', unchanged],
    ['CLOSED', 'ABNORMAL', unchanged],
  ])('makes of one that is %s, and %s there: %j', (status, state, expected) => {
    expect(settleRefund(order, aRefund({ status }), aRefundFact({ state }))).toEqual(expected);
  });

  const foreign: [RefundConflictReason, Partial<RefundFact>][] = [
    ['refund-unknown-state', { state: 'CHANGED' }],
    ['refund-unknown-state', { state: 'constructor' }],
    ['refund-order', { outTradeNo: '20261210ZZZZZZZZZZZZZZZZZZZZ' }],
    ['refund-api', { api: 'v2' }],
    ['refund-mchid', { mchid: '1900000002' }],
    ['refund-sub-mchid', { subMchid: '1900000109' }],
    ['refund-transaction', { transactionId: '4200000000000000000000000002' }],
    ['refund-amount', { amount: fen(499) }],
    ['refund-amount', { amount: fen(501) }],
  ];
  test.each(foreign)('is a conflict of %s: %j', (reason, changes) => {
    for (const status of ['ASKED', 'REQUESTED', 'SUBMITTED', 'SUCCESS'] as const) {
      expect(settleRefund(order, aRefund({ status }), aRefundFact(changes))).toEqual(conflict(reason));
    }
  });

  test('need not name payment and sub-merchant', () => {
    const quiet = aRefundFact({ transactionId: undefined, subMchid: undefined });
    const ofSubMerchant = aPaidOrder({ reserved: fen(500), subMchid: '1900000109' });
    expect(settleRefund(ofSubMerchant, aRefund(), quiet)).toMatchObject({ kind: 'ended', status: 'SUCCESS' });
  });
});

describe('[T33] a refund that we did not ask for', () => {
  const byHand = (changes: Partial<RefundFact> = {}) => aRefundFact({ outRefundNo: 'console-1', ...changes });

  test.each<[string, Partial<Order>, Partial<RefundFact>, object]>([
    ['that fits lowers what is left', {}, {}, { kind: 'imported', changes: { refunded: 500, refundCount: 1 } }],
    [
      'of all that is left is taken in',
      { refunded: fen(780), refundCount: 3 },
      {},
      { kind: 'imported', changes: { refunded: 1280, refundCount: 4 } },
    ],
    ['that is not over changes nothing yet', {}, { state: 'PROCESSING' }, unchanged],
    ['that came to nothing changes nothing', {}, { state: 'CLOSED' }, unchanged],
    ['that cannot be paid out calls a person', {}, { state: 'ABNORMAL' }, conflict('refund-abnormal')],
    ['in a state without a name calls a person', {}, { state: 'LOST' }, conflict('refund-unknown-state')],
    ['fits once our own reservation ends', { reserved: fen(1000) }, {}, { kind: 'not-yet', reason: 'refund-too-much' }],
    ['of more than the order can ever have left', { refunded: fen(1000) }, {}, conflict('refund-too-much')],
    ['of nothing', {}, { amount: fen(0) }, conflict('refund-amount')],
    ['of another merchant', {}, { mchid: '1900000002' }, conflict('refund-mchid')],
    ['of another payment', {}, { transactionId: '4200000000000000000000000002' }, conflict('refund-transaction')],
  ])('%s', (_name, changes, fact, expected) => {
    expect(importRefund(aPaidOrder(changes), byHand(fact))).toEqual(expected);
  });

  test.each(['CREATED', 'PAYING', 'CLOSING', 'CLOSED'] as const)(
    'of an order that is %s may fit once the payment is known',
    (status) => {
      expect(importRefund(anOrder({ status }), byHand())).toEqual({ kind: 'not-yet', reason: 'refund-unpaid-order' });
    },
  );
});

describe('whatever WeChat says of refunds, in whatever order and however often,', () => {
  const anyFact = fc.record({
    which: fc.constantFrom(0, 1, 2),
    state: fc.constantFrom<RefundState>('PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL', 'NEW'),
    amount: fc.constantFrom(300, 500, 480),
    mchid: fc.constantFrom('1900000001', '1900000001', '1900000002'),
  });
  const amounts = [300, 500, 480];

  test('[T31] [T32] what is reserved is the sum of what is open, what is refunded that of what succeeded', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
        let current = aPaidOrder({ reserved: fen(1280), refundCount: 3 });
        const refunds: Refund[] = amounts.map((amount, i) => aRefund({ _id: `R${i}`, amount: fen(amount) }));
        for (const { which, amount, ...fact } of facts) {
          const refund = refunds[which] as Refund;
          const before = { ...refund };
          const settlement = settleRefund(
            current,
            refund,
            aRefundFact({ ...fact, outRefundNo: refund._id, amount: fen(amount) }),
          );
          if (settlement.kind === 'ended' || settlement.kind === 'moved') refund.status = settlement.status;
          if (settlement.kind === 'ended') current = { ...current, ...settlement.changes };
          if (before.status === 'SUCCESS' || before.status === 'CLOSED') expect(refund).toEqual(before);
        }
        const sum = (...statuses: RefundStatus[]) =>
          refunds.filter(({ status }) => statuses.includes(status)).reduce((total, { amount }) => total + amount, 0);
        expect(current.reserved).toBe(sum('REQUESTED', 'SUBMITTED', 'ABNORMAL'));
        expect(current.refunded).toBe(sum('SUCCESS'));
      }),
      { numRuns: 1000 },
    );
  });
});

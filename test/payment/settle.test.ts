import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConflictReason } from '../../cloudfunctions/lib/payment/conflict-reason';
import type { Payment } from '../../cloudfunctions/lib/payment/documents';
import { mayBecome } from '../../cloudfunctions/lib/payment/may-become';
import type { Order, OrderStatus } from '../../cloudfunctions/lib/payment/order';
import { settle } from '../../cloudfunctions/lib/payment/settle';
import type { Trade, TradeState } from '../../cloudfunctions/lib/payment/trade';
import { anOrder, aTrade, fen } from '../support/an-order';

const statuses: OrderStatus[] = ['CREATED', 'PAYING', 'CLOSING', 'CLOSED', 'PAID'];
const another = '4200000000000000000000000002';

/** An order in each status, with what that status brings. */
const inStatus = (status: OrderStatus, more: Partial<Order> = {}) =>
  anOrder(
    status === 'PAID'
      ? { status, transactionId: '4200000000000000000000000001', paidAt: 1_796_868_120_000, ...more }
      : { status, ...more },
  );

describe('a proof of payment', () => {
  test.each<[OrderStatus, TradeState, string]>([
    ['CREATED', 'SUCCESS', 'paid'],
    ['PAYING', 'SUCCESS', 'paid'],
    ['CLOSING', 'SUCCESS', 'paid'],
    ['CREATED', 'REFUND', 'hold'],
    ['PAYING', 'REFUND', 'hold'],
    ['CLOSING', 'REFUND', 'hold'],
    ['CLOSED', 'SUCCESS', 'late'],
    ['CLOSED', 'REFUND', 'late'],
  ])('[T29] [T32] settles a %s order, WeChat saying %s, as %s', (status, state, manner) => {
    const settlement = settle(inStatus(status), aTrade({ state }));
    expect(settlement).toEqual({
      kind: 'settled',
      manner,
      changes: {
        status: 'PAID',
        transactionId: '4200000000000000000000000001',
        paidAt: 1_796_868_120_000,
        late: manner === 'late',
        hold: manner === 'hold',
        reserved: manner === 'late' ? 1280 : 0,
        refundCount: manner === 'late' ? 1 : 0,
      },
    });
  });

  test.each<TradeState>(['SUCCESS', 'REFUND'])('of the same transaction changes a PAID order no more (%s)', (state) => {
    expect(settle(inStatus('PAID'), aTrade({ state }))).toEqual({ kind: 'unchanged', because: 'already-paid' });
  });

  test('of another transaction is a second payment, which a person has to look at', () => {
    expect(settle(inStatus('PAID'), aTrade({ transactionId: another }))).toEqual({
      kind: 'conflict',
      reason: 'second-payment',
    });
  });

  test('whose transaction has already paid another order pays no second one', () => {
    const recorded = { _id: '4200000000000000000000000001', outTradeNo: '20261210ZZZZZZZZZZZZZZZZZZZZ' } as Payment;
    expect(settle(inStatus('PAYING'), aTrade(), recorded)).toEqual({ kind: 'conflict', reason: 'transaction-used' });
  });

  test('counts the total, not what the payer paid after coupons', () => {
    expect(settle(anOrder(), aTrade({ total: fen(1280), payerTotal: fen(1) })).kind).toBe('settled');
    expect(settle(anOrder(), aTrade({ total: fen(1), payerTotal: fen(1280) })).kind).toBe('conflict');
  });

  test('without a currency is in yuan', () => {
    expect(settle(anOrder(), aTrade({ currency: undefined })).kind).toBe('settled');
  });

  test('for a sub-merchant settles an order of that sub-merchant, named with its appid or without', () => {
    const sub = { subMchid: '1900000109', subAppid: 'wx8888888888888888' };
    expect(settle(anOrder(sub), aTrade(sub)).kind).toBe('settled');
    expect(settle(anOrder(sub), aTrade({ subMchid: sub.subMchid })).kind).toBe('settled');
  });
});

const foreign: [ConflictReason, Partial<Trade>][] = [
  ['api', { api: 'v2' }],
  ['appid', { appid: 'wxffffffffffffffff' }],
  ['mchid', { mchid: '1900000002' }],
  ['sub-mchid', { subMchid: '1900000109' }],
  ['sub-appid', { subAppid: 'wx8888888888888888' }],
  ['openid', { openid: 'oBuyerB' }],
  ['openid', { openid: undefined }],
  ['currency', { currency: 'USD' }],
  ['amount', { total: fen(1279) }],
  ['amount', { total: fen(1281) }],
  ['amount', { total: undefined }],
  ['incomplete', { transactionId: undefined }],
  ['incomplete', { transactionId: '' }],
  ['incomplete', { paidAt: undefined }],
  ['unknown-state', { state: 'SETTLED' }],
];

describe.each(statuses)('a proof that is not about this order, which is %s,', (status) => {
  test.each(foreign)('is a conflict of %s: %j', (reason, changes) => {
    expect(settle(inStatus(status), aTrade(changes))).toEqual({ kind: 'conflict', reason });
  });
});

describe.each(statuses)('for an order that is %s', (status) => {
  test.each<TradeState>(['NOTPAY', 'USERPAYING', 'ACCEPT', 'CLOSED', 'REVOKED', 'PAYERROR'])(
    '%s proves no payment and changes nothing',
    (state) => {
      const unpaid = aTrade({
        state,
        transactionId: undefined,
        paidAt: undefined,
        total: undefined,
        openid: undefined,
      });
      expect(settle(inStatus(status), unpaid)).toEqual({ kind: 'unchanged', because: 'not-paid' });
    },
  );
});

const anyTrade = fc.record({
  state: fc.constantFrom<TradeState>('SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'PAYERROR', 'NEWSTATE'),
  transactionId: fc.constantFrom('4200000000000000000000000001', another, undefined),
  total: fc.constantFrom(fen(1280), fen(1), undefined),
  openid: fc.constantFrom('oBuyerA', 'oBuyerB', undefined),
  appid: fc.constantFrom('wx0123456789abcdef', 'wxffffffffffffffff'),
  mchid: fc.constantFrom('1900000001', '1900000002'),
  currency: fc.constantFrom('CNY', 'USD', undefined),
  api: fc.constantFrom('v2' as const, 'v3' as const),
});

const apply = (order: Order, trade: Trade): Order => {
  const settlement = settle(order, trade);
  return settlement.kind === 'settled' ? { ...order, ...settlement.changes } : order;
};

describe('whatever WeChat says, in whatever order and however often,', () => {
  test('[T29] an order only moves along the allowed transitions, and PAID is never left', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.array(anyTrade, { maxLength: 8 }), (status, trades) => {
        let order = inStatus(status);
        for (const trade of trades) {
          const next = apply(order, aTrade(trade));
          expect(next.status === order.status || mayBecome(order.status, next.status)).toBe(true);
          if (order.status === 'PAID') expect(next).toBe(order);
          order = next;
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('[T30] the same trade a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), anyTrade, (status, changes) => {
        const once = apply(inStatus(status), aTrade(changes));
        expect(apply(once, aTrade(changes))).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  test('a trade that names another seller, buyer, sum or protocol changes no field', () => {
    const wrong = fc.constantFrom(...foreign.map(([, changes]) => changes));
    fc.assert(
      fc.property(fc.constantFrom(...statuses), anyTrade, wrong, (status, changes, difference) => {
        const order = inStatus(status);
        expect(apply(order, aTrade({ ...changes, ...difference }))).toBe(order);
      }),
      { numRuns: 1000 },
    );
  });

  test('reserved and refunded never exceed the amount', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.array(anyTrade, { maxLength: 8 }), (status, trades) => {
        const order = trades.reduce((before, trade) => apply(before, aTrade(trade)), inStatus(status));
        expect(order.reserved + order.refunded).toBeLessThanOrEqual(order.amount);
      }),
      { numRuns: 1000 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import type { BillPayment, BillRefund } from '../../cloudfunctions/lib/payment/bill';
import { compareLine, type OurRecord } from '../../cloudfunctions/lib/payment/compare-line';
import type { RefundStatus } from '../../cloudfunctions/lib/payment/documents';
import { readBeijingDay, readBeijingTime } from '../../cloudfunctions/lib/payment/read-beijing-time';
import { readDecimal } from '../../cloudfunctions/lib/payment/read-decimal';
import { reconciliationSlot } from '../../cloudfunctions/lib/payment/reconciliation-slot';
import { anOrder, aPaidOrder, aRefund, fen } from '../support/an-order';

const outTradeNo = '202612100123456789ABCDEFGHJK';
const transactionId = '4200000000000000000000000001';
const charge = { fee: 7680, rate: 6000, base: 1280 };
const line = { line: 2, at: 1_796_868_120_000, outTradeNo, transactionId, currency: 'CNY', charge };
const paid = (changes: Partial<BillPayment> = {}): BillPayment => ({
  ...{ ...line, kind: 'payment', state: 'SUCCESS', amount: fen(1280) },
  ...changes,
});
const refunded = (changes: Partial<BillRefund> = {}): BillRefund => ({
  ...{ ...line, kind: 'refund', state: 'SUCCESS', amount: fen(500), outRefundNo: aRefund()._id, refundId: '5000' },
  charge: { fee: -3000, rate: 6000, base: 500 },
  ...changes,
});
const payment = { outTradeNo, amount: fen(1280) };

describe('a payment in the bill', () => {
  test.each<[string, BillPayment, OurRecord, string | undefined]>([
    ['and in our books', paid(), { payment }, undefined],
    ['that our books have on another day', paid(), { order: aPaidOrder() }, undefined],
    ['of an order we do not have', paid(), {}, 'unknown-order'],
    ['of an order that waits', paid(), { order: anOrder() }, 'unsettled'],
    ['of an order that was just made', paid(), { order: anOrder({ status: 'CREATED' }) }, 'unsettled'],
    ['of an order that is being closed', paid(), { order: anOrder({ status: 'CLOSING' }) }, 'unsettled'],
    ['of an order that was closed', paid(), { order: anOrder({ status: 'CLOSED' }) }, 'paid-after-closing'],
    ['of an order paid by another', paid(), { order: aPaidOrder({ transactionId: '4200' }) }, 'second-payment'],
    ['of a fen more than we have', paid({ amount: fen(1281) }), { payment }, 'mismatch'],
    ['of a fen less than was ordered', paid({ amount: fen(1279) }), { order: anOrder() }, 'mismatch'],
    ['in dollars', paid({ currency: 'USD' }), { payment }, 'mismatch'],
    ['that has paid another order', paid({ outTradeNo: 'other' }), { payment }, 'mismatch'],
    ['that was reversed', paid({ state: 'REVOKED' }), { payment }, 'unknown-state'],
    ['in a state of tomorrow', paid({ state: 'FROZEN' }), {}, 'unknown-state'],
    ['whose fee is rounded to a fen', paid({ charge: { ...charge, fee: 8000 } }), { payment }, undefined],
    ['whose fee is more than a fen off', paid({ charge: { ...charge, fee: 8690 } }), { payment }, 'fee'],
    ['whose fee is taken twice', paid({ charge: { ...charge, fee: 15360 } }), { payment }, 'fee'],
    ['whose fee cannot be read', paid({ charge: undefined }), { payment }, 'fee'],
    ['settled at less, for a coupon', paid({ charge: { fee: 6480, rate: 6000, base: 1080 } }), { payment }, undefined],
  ])('%s', (_what, seen, ours, kind) => {
    expect(compareLine(seen, ours)).toBe(kind);
  });
});

describe('a refund in the bill', () => {
  const every: RefundStatus[] = ['ASKED', 'DECLINED', 'REQUESTED', 'SUBMITTED', 'ABNORMAL', 'SUCCESS', 'CLOSED'];
  test.each([
    ['PROCESSING', ['REQUESTED', 'SUBMITTED', 'ABNORMAL', 'SUCCESS']],
    ['SUCCESS', ['SUCCESS']],
    ['FAIL', ['CLOSED']],
    ['REFUNDCLOSE', ['CLOSED']],
    ['CHANGE', ['ABNORMAL', 'SUCCESS']],
  ])('as %s fits a refund of ours that is %p, and no other', (state, fitting) => {
    const fits = every.filter(
      (status) => compareLine(refunded({ state }), { refund: aRefund({ status }) }) !== 'refund-unsettled',
    );
    expect(fits.sort()).toEqual([...fitting].sort());
  });

  test.each<[string, BillRefund, OurRecord, string | undefined]>([
    ['that was not asked for here', refunded(), { order: aPaidOrder() }, 'refund-unknown'],
    [
      'that was not asked for here and is not over',
      refunded({ state: 'PROCESSING' }),
      { order: aPaidOrder() },
      'refund-unknown',
    ],
    ['that was not asked for here and failed', refunded({ state: 'FAIL' }), { order: aPaidOrder() }, undefined],
    ['of an order we do not have', refunded(), {}, 'unknown-order'],
    ['of a fen more', refunded({ amount: fen(501) }), { refund: aRefund({ status: 'SUCCESS' }) }, 'mismatch'],
    ['of another order', refunded({ outTradeNo: 'x' }), { refund: aRefund({ status: 'SUCCESS' }) }, 'mismatch'],
    ['in a state of tomorrow', refunded({ state: 'LOST' }), { refund: aRefund() }, 'unknown-state'],
    ['whose fee is wrong', refunded({ charge }), { refund: aRefund({ status: 'SUCCESS' }) }, undefined],
  ])('%s', (_what, seen, ours, kind) => {
    expect(compareLine(seen, ours)).toBe(kind);
  });
});

describe('a decimal number', () => {
  test.each<[string, number, number | undefined]>([
    ['12.80', 2, 1280],
    ['0.01', 2, 1],
    ['0', 2, 0],
    ['0.0', 2, 0],
    ['-0.00', 2, 0],
    ['-0.05940', 5, -5940],
    ['999999999.99', 2, 99_999_999_999],
    ['0.07', 2, 7],
    ['1.005', 2, undefined],
    ['.5', 2, undefined],
    ['5.', 2, undefined],
    ['1,000.00', 2, undefined],
    ['+1', 2, undefined],
    ['1e3', 2, undefined],
    ['0x10', 2, undefined],
    ['１２', 2, undefined],
    ['Infinity', 2, undefined],
    ['9999999999', 2, undefined],
    [' 1', 2, undefined],
    ['', 2, undefined],
  ])('%p with %i places is %p', (text, places, value) => {
    expect(readDecimal(text, places)).toBe(value);
  });
});

describe('[T40] a day in Beijing', () => {
  test('of any date of a century is the one that the machine’s calendar has', () => {
    for (let moment = Date.UTC(1999, 0, 1); moment < Date.UTC(2101, 0, 1); moment += 86_400_000) {
      const date = new Date(moment).toISOString().slice(0, 10);
      const from = Date.parse(`${date}T00:00:00+08:00`);
      if (readBeijingDay(date)?.from !== from) throw new Error(`${date} is ${readBeijingDay(date)?.from}`);
    }
    expect(readBeijingTime('2026-12-10 23:59:59')).toBe(Date.parse('2026-12-10T23:59:59+08:00'));
  });

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-12-00',
    '2026-12-32',
    '2026-1-1',
  ])('%s is none', (date) => {
    expect(readBeijingDay(date)).toBeUndefined();
    expect(readBeijingTime(`${date} 00:00:00`)).toBeUndefined();
  });

  test.each(['2026-12-10T00:00:00', '2026-12-10 24:00:00', '2026-12-10 00:60:00', '2026-12-10 00:00:60', '2026-12-10'])(
    '%s is no moment of one',
    (time) => {
      expect(readBeijingTime(time)).toBeUndefined();
    },
  );
});

test.each([
  ['2026-12-10T10:14:59+08:00', '2026-12-09T14:15:00+08:00'],
  ['2026-12-10T10:15:00+08:00', '2026-12-10T10:15:00+08:00'],
  ['2026-12-10T11:14:59+08:00', '2026-12-10T10:15:00+08:00'],
  ['2026-12-10T11:15:00+08:00', '2026-12-10T11:15:00+08:00'],
  ['2026-12-10T14:15:00+08:00', '2026-12-10T14:15:00+08:00'],
  ['2026-12-10T23:59:59+08:00', '2026-12-10T14:15:00+08:00'],
  ['2026-12-11T00:00:00+08:00', '2026-12-10T14:15:00+08:00'],
])('at %s the last time to fetch bills was %s', (now, slot) => {
  expect(reconciliationSlot(Date.parse(now))).toBe(Date.parse(slot));
});

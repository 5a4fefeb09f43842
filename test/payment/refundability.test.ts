import { describe, expect, test } from '@jest/globals';
import { formatYuan } from '../../cloudfunctions/lib/payment/format-yuan';
import { makeOutRefundNo, refundKey } from '../../cloudfunctions/lib/payment/make-out-refund-no';
import { needsSecondOperator } from '../../cloudfunctions/lib/payment/needs-second-operator';
import type { Order } from '../../cloudfunctions/lib/payment/order';
import { type Refundability, refundability } from '../../cloudfunctions/lib/payment/refundability';
import { anOrder, aPaidOrder, fen } from '../support/an-order';

const paidAt = 1_796_868_120_000;
const now = paidAt + 3_600_000;
const year = 365 * 86_400_000;

describe('of a paid order may be refunded', () => {
  test.each<[string, Partial<Order>, number | undefined, number]>([
    ['a part', {}, 500, 500],
    ['one fen', {}, 1, 1],
    ['everything', {}, 1280, 1280],
    ['everything, without naming it', {}, undefined, 1280],
    ['what other refunds have left', { reserved: fen(280), refunded: fen(500) }, 500, 500],
    ['what they have left, without naming it', { reserved: fen(280), refunded: fen(500) }, undefined, 500],
    ['the 50th time', { refundCount: 49 }, 1, 1],
    ['a minute after the last time', { lastRefundAt: now - 60_000 }, 1, 1],
  ])('%s', (_name, changes, amount, expected) => {
    expect(refundability(aPaidOrder(changes), amount, now)).toEqual({ kind: 'refundable', amount: expected });
  });

  test('something on the 365th day', () => {
    expect(refundability(aPaidOrder(), 1, paidAt + year)).toEqual({ kind: 'refundable', amount: 1 });
  });
});

describe('[T31] nothing may be refunded', () => {
  test.each<[string, Partial<Order>, number | undefined, Refundability]>([
    ['of no fen', {}, 0, { kind: 'no-amount', left: fen(1280) }],
    ['of a negative amount', {}, -1, { kind: 'no-amount', left: fen(1280) }],
    ['of half a fen', {}, 0.5, { kind: 'no-amount', left: fen(1280) }],
    ['of what is no number', {}, Number.NaN, { kind: 'no-amount', left: fen(1280) }],
    ['of infinitely much', {}, Number.POSITIVE_INFINITY, { kind: 'no-amount', left: fen(1280) }],
    ['of more than integers can count', {}, 2 ** 53, { kind: 'no-amount', left: fen(1280) }],
    ['of more than was paid', {}, 1281, { kind: 'too-much', left: fen(1280) }],
    ['of more than is left', { refunded: fen(500) }, 781, { kind: 'too-much', left: fen(780) }],
    ['of more than is not reserved', { reserved: fen(1279) }, 2, { kind: 'too-much', left: fen(1) }],
    ['once everything is refunded', { refunded: fen(1280) }, 1, { kind: 'nothing-left' }],
    ['while everything is reserved', { reserved: fen(1280) }, undefined, { kind: 'nothing-left' }],
    ['a 51st time', { refundCount: 50 }, 1, { kind: 'too-many' }],
    ['at the same moment as before', { lastRefundAt: now }, 1, { kind: 'too-soon', waitSeconds: 60 }],
    ['a second too soon', { lastRefundAt: now - 59_001 }, 1, { kind: 'too-soon', waitSeconds: 1 }],
    ['after a year', { paidAt: now - year - 1 }, 1, { kind: 'too-late' }],
  ])('%s', (_name, changes, amount, expected) => {
    expect(refundability(aPaidOrder(changes), amount, now)).toEqual(expected);
  });

  test.each(['CREATED', 'PAYING', 'CLOSING', 'CLOSED'] as const)('of an order that is %s', (status) => {
    expect(refundability(anOrder({ status }), 1, now)).toEqual({ kind: 'not-paid' });
  });
});

test.each([
  [0, '¥0.00'],
  [1, '¥0.01'],
  [1280, '¥12.80'],
  [100_000_000, '¥1000000.00'],
])('%i fen are written %s', (amount, text) => {
  expect(formatYuan(fen(amount))).toBe(text);
});

test('the number of a refund follows from order, asker and request, in 41 characters', () => {
  expect(refundKey('20261210A', 'oBuyerA', 'request-1')).toBe('20261210A|oBuyerA|request-1');
  // The first 200 bits of SHA-256 of the empty text, in Crockford's base 32.
  const digest = Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex');
  expect(makeOutRefundNo(digest)).toBe('RWERC8GMRZGE196QVYK49JVXS4GKTWGF4CJDS6K54');
});

test.each<[number, number, boolean]>([
  [0, 50_000, false],
  [0, 50_001, true],
  [30_000, 20_000, false],
  [30_000, 20_001, true],
])('after %i fen, another %i need a second operator: %p', (before, more, expected) => {
  const order = aPaidOrder({ reserved: fen(before / 2), refunded: fen(before / 2) });
  expect(needsSecondOperator(order, more, 50_000)).toBe(expected);
});

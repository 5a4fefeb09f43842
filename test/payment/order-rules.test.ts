import { describe, expect, test } from '@jest/globals';
import { describeOrder } from '../../cloudfunctions/lib/payment/describe-order';
import { mayBecome } from '../../cloudfunctions/lib/payment/may-become';
import type { OrderStatus } from '../../cloudfunctions/lib/payment/order';
import { payability } from '../../cloudfunctions/lib/payment/payability';
import { viewOrder } from '../../cloudfunctions/lib/payment/view-order';
import { anOrder, fen } from '../support/an-order';

const statuses: OrderStatus[] = ['CREATED', 'PAYING', 'CLOSING', 'CLOSED', 'PAID'];

test('an order may go these ways and no other', () => {
  const ways = statuses.map((from) => [from, statuses.filter((to) => mayBecome(from, to))]);
  expect(ways).toEqual([
    ['CREATED', ['PAYING', 'CLOSING', 'CLOSED', 'PAID']],
    ['PAYING', ['PAYING', 'CLOSING', 'CLOSED', 'PAID']],
    ['CLOSING', ['CLOSED', 'PAID']],
    ['CLOSED', ['PAID']],
    ['PAID', []],
  ]);
});

describe('an order that expires at one million', () => {
  test.each<[OrderStatus, number, string]>([
    ['CREATED', 969_999, 'payable'],
    ['PAYING', 969_999, 'payable'],
    ['PAYING', 970_000, 'expired'],
    ['CREATED', 1_000_001, 'expired'],
    ['CLOSING', 0, 'closed'],
    ['CLOSED', 0, 'closed'],
    ['PAID', 0, 'paid'],
    ['PAID', 1_000_001, 'paid'],
  ])('and is %s is, at %i, %s', (status, now, expected) => {
    expect(payability({ status, expireAt: 1_000_000 }, now)).toBe(expected);
  });
});

test.each([
  [['红富士苹果'], '红富士苹果'],
  [['红富士苹果', '高山香蕉', '赣南脐橙'], '红富士苹果 等 3 种'],
  [['很'.repeat(100), '香'], `${'很'.repeat(34)} 等 2 种`],
])('%j reads %s at the cashier', (titles, description) => {
  expect(describeOrder(titles.map((title) => ({ title })))).toBe(description);
});

test('a buyer sees his order and none of our bookkeeping', () => {
  const order = anOrder({ status: 'PAID', paidAt: 5, transactionId: '4200', reserved: fen(80), refunded: fen(200) });
  expect(viewOrder(order)).toEqual({
    outTradeNo: '202612100123456789ABCDEFGHJK',
    status: 'PAID',
    total: 1280,
    refunded: 200,
    refunding: 80,
    items: [{ sku: 'apple', title: '红富士苹果', price: 1280, quantity: 1, picture: 'apple' }],
    createdAt: 1_796_868_000_000,
    expiresAt: 1_796_868_900_000,
    paidAt: 5,
    transactionId: '4200',
  });
});

import { expect, test } from '@jest/globals';
import { base32 } from '../../cloudfunctions/lib/payment/base32';
import { beijingDate } from '../../cloudfunctions/lib/payment/beijing-date';
import { makeOutTradeNo } from '../../cloudfunctions/lib/payment/make-out-trade-no';

test.each([
  ['2026-12-10T15:59:59.999Z', '20261210'],
  ['2026-12-10T16:00:00.000Z', '20261211'],
  ['2027-12-31T16:00:00.000Z', '20280101'],
  ['2028-02-28T23:00:00.000Z', '20280229'],
])('%s is %s in Beijing', (moment, date) => {
  expect(beijingDate(Date.parse(moment))).toBe(date);
});

test.each([
  [[0xff, 0xff, 0xff, 0xff, 0xff], 8, 'ZZZZZZZZ'],
  [[0x00, 0x44, 0x32, 0x14, 0xc7], 8, '01234567'],
  [[0xff, 0xff], 2, 'ZZ'],
])('the bytes %p in %i digits of base 32 are %s', (bytes, length, digits) => {
  expect(base32(Uint8Array.from(bytes), length)).toBe(digits);
});

test('too few bytes for the digits asked for are refused', () => {
  expect(() => base32(new Uint8Array(12), 20)).toThrow('too few');
});

test('[T25] an order number is the date in Beijing and a hundred random bits', () => {
  const random = Uint8Array.from([255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 255, 255, 255]);
  expect(makeOutTradeNo(Date.parse('2026-12-10T16:00:00Z'), random)).toBe('20261211ZZZZZZZZ00000000ZZZZ');
});

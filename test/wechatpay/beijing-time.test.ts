import { describe, expect, test } from '@jest/globals';
import {
  fromBeijingDateTime,
  fromBeijingDigits,
  fromRfc3339,
  toBeijingDigits,
  toBeijingRfc3339,
} from '../../cloudfunctions/lib/wechatpay/beijing-time';

const midnight = Date.parse('2025-12-31T16:00:00Z');

test('a moment is written at Beijing time, wherever the machine stands', () => {
  expect(toBeijingDigits(midnight)).toBe('20260101000000');
  expect(toBeijingDigits(midnight - 1)).toBe('20251231235959');
  expect(toBeijingRfc3339(midnight)).toBe('2026-01-01T00:00:00+08:00');
});

test('and read at Beijing time', () => {
  expect(fromBeijingDigits('20260101000000')).toBe(midnight);
  expect(fromBeijingDateTime('2026-01-01 00:00:00')).toBe(midnight);
  expect(fromBeijingDigits('20240229120000')).toBe(Date.parse('2024-02-29T04:00:00Z'));
});

test.each([
  ['2026-01-01T00:00:00+08:00'],
  ['2025-12-31T16:00:00Z'],
  ['2025-12-31T16:00:00.000Z'],
  ['2025-12-31T10:30:00-05:30'],
])('RFC 3339 is read with any offset: %s', (text) => {
  expect(fromRfc3339(text)).toBe(midnight);
});

describe('what is no moment is undefined', () => {
  test.each([
    '',
    '2026010100000',
    '202601010000000',
    '20260230000000',
    '20261301000000',
    '20260101250000',
    '２０２６0101000000',
  ])('%j in digits', (text) => expect(fromBeijingDigits(text)).toBeUndefined());

  test.each(['', '20260101000000', '2026-01-01T00:00:00', '2026-02-30 00:00:00', '2026-01-01 24:00:00'])(
    '%j as date and time',
    (text) => expect(fromBeijingDateTime(text)).toBeUndefined(),
  );

  test.each([
    '',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01 00:00:00+08:00',
    '2026-13-01T00:00:00Z',
    'Thu, 01 Jan 2026',
  ])('%j in RFC 3339', (text) => expect(fromRfc3339(text)).toBeUndefined());
});

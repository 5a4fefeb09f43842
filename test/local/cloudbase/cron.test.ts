import { describe, expect, test } from '@jest/globals';
import { nextFire, parseCron } from '../../../local/cloudbase/functions/cron';

const next = (expression: string, after: string) => {
  const at = nextFire(parseCron(expression), Date.parse(after));
  return at === undefined ? undefined : new Date(at + 8 * 3_600_000).toISOString().replace('.000Z', '+08:00');
};

describe('the next time, in Beijing', () => {
  // 2026-11-24 is a Tuesday.
  const times: [string, string, string, string | undefined][] = [
    ['every minute', '0 * * * * * *', '2026-11-24T10:00:00+08:00', '2026-11-24T10:01:00+08:00'],
    ['every five seconds', '*/5 * * * * * *', '2026-11-24T10:00:04.200+08:00', '2026-11-24T10:00:05+08:00'],
    ['never the same second twice', '* * * * * * *', '2026-11-24T10:00:04+08:00', '2026-11-24T10:00:05+08:00'],
    ['10:15 tomorrow', '0 15 10 * * * *', '2026-11-24T10:15:00+08:00', '2026-11-25T10:15:00+08:00'],
    ['over midnight UTC', '0 0 1 * * * *', '2026-11-23T15:00:00Z', '2026-11-24T01:00:00+08:00'],
    ['working days', '0 0 9 * * MON-FRI *', '2026-11-27T09:00:00+08:00', '2026-11-30T09:00:00+08:00'],
    ['a list of hours', '0 0 9,21 * * * *', '2026-11-24T09:00:00+08:00', '2026-11-24T21:00:00+08:00'],
    ['a month by name', '0 0 0 1 feb * *', '2026-11-24T00:00:00+08:00', '2027-02-01T00:00:00+08:00'],
    ['the 29th of February', '0 0 0 29 2 * *', '2026-11-24T00:00:00+08:00', '2028-02-29T00:00:00+08:00'],
    [
      'a day or a weekday: the weekday comes first',
      '0 0 0 30 * 5 *',
      '2026-11-24T00:00:00+08:00',
      '2026-11-27T00:00:00+08:00',
    ],
    [
      'a day or a weekday: the day comes first',
      '0 0 0 25 * 5 *',
      '2026-11-24T00:00:00+08:00',
      '2026-11-25T00:00:00+08:00',
    ],
    ['a year that is over', '0 0 0 1 1 * 2020', '2026-11-24T00:00:00+08:00', undefined],
    ['a date that is none', '0 0 0 31 2 * *', '2026-11-24T00:00:00+08:00', undefined],
    ['a step from a start', '0 10/20 * * * * *', '2026-11-24T10:31:00+08:00', '2026-11-24T10:50:00+08:00'],
  ];
  test.each(times)('%s', (_name, expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });
});

describe('what is no timer', () => {
  test.each([
    ['0 * * * *', /seven fields, this has 5/],
    ['60 * * * * * *', /second is not understood: 60/],
    ['0 * 24 * * * *', /hour is not understood/],
    ['0 * * 0 * * *', /day is not understood/],
    ['0 * * * FOO * *', /month is not understood/],
    ['0 * * * * 7 *', /weekday is not understood/],
    ['0 5-1 * * * * *', /minute is not understood/],
    ['0 */0 * * * * *', /minute is not understood/],
    ['0 * * * * * 1960', /year is not understood/],
    ['0 , * * * * *', /minute is not understood/],
  ])('%s', (expression, words) => {
    expect(() => parseCron(expression)).toThrow(words);
  });
});

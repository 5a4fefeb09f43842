import { describe, expect, test } from '@jest/globals';
import { backOff } from '../../cloudfunctions/lib/payment/back-off';
import { beijingMidnight } from '../../cloudfunctions/lib/payment/beijing-date';
import { bookDifference } from '../../cloudfunctions/lib/payment/book-difference';
import { fulfilmentFate } from '../../cloudfunctions/lib/payment/fulfilment-fate';
import { payEntry, refundEntry, reserveEntry, voidEntry } from '../../cloudfunctions/lib/payment/ledger-entries';
import type { Order } from '../../cloudfunctions/lib/payment/order';
import { NEVER, nextCloseAt, nextQueryAt, nextWatchAt } from '../../cloudfunctions/lib/payment/order-schedule';
import { anOrder, aPaidOrder, fen } from '../support/an-order';

const minutes = (count: number) => count * 60_000;

/** Every moment at which something is due, in minutes, when each is done at once. */
function moments(next: (now: number, done: number) => number, until: number): number[] {
  const found = [];
  for (let now = 0, done = 0; ; done++) {
    now = next(now, done);
    if (now > minutes(until)) return found;
    found.push(now / 60_000);
  }
}

describe('[T29] the clock', () => {
  test('asks about an unpaid order after 1, 2 and 5 minutes, and then every five', () => {
    const order = { prepayAt: 0, createdAt: -5_000, expireAt: minutes(119) };
    expect(moments((now) => nextQueryAt(order, now), 30)).toEqual([1, 2, 5, 10, 15, 20, 25, 30]);
  });

  test('comes at the time at which an order may be closed, a minute after it expires', () => {
    const order = { prepayAt: 0, createdAt: 0, expireAt: minutes(15) };
    expect(moments((now) => nextQueryAt(order, now), 15)).toEqual([1, 2, 5, 10, 15]);
    expect(nextQueryAt(order, minutes(15))).toBe(minutes(16));
    expect(nextQueryAt(order, minutes(18))).toBe(minutes(18));
  });

  test('looks at a closed order after 2 minutes, 15 minutes, 2 hours and 12 hours, and then never', () => {
    expect(moments((now, done) => nextWatchAt(done, now), 100_000)).toEqual([2, 15, 120, 720]);
    expect(nextWatchAt(4, 0)).toBe(NEVER);
    expect(new Date(NEVER).getUTCFullYear()).toBe(9999);
  });

  test.each([
    [-10, 1],
    [0, 1],
    [4, 1],
    [40, 10],
    [400, 60],
  ])('tries to close an order that expired %i minutes ago again in %i', (ago, later) => {
    expect(nextCloseAt({ expireAt: 0 }, minutes(ago))).toBe(minutes(ago + later));
  });

  test.each([
    [1, 65],
    [2, 130],
    [6, 2080],
    [7, 3600],
    [1000, 3600],
  ])('waits after try %i for %i seconds', (tries, seconds) => {
    expect(backOff(tries, 65_000)).toBe(seconds * 1000);
  });

  test.each([
    ['2026-12-10T00:00:00+08:00', '2026-12-10T00:00:00+08:00'],
    ['2026-12-10T23:59:59+08:00', '2026-12-10T00:00:00+08:00'],
    ['2026-12-09T16:00:00Z', '2026-12-10T00:00:00+08:00'],
  ])('knows when the day of %s began in Beijing', (moment, midnight) => {
    expect(beijingMidnight(Date.parse(moment))).toBe(Date.parse(midnight));
  });
});

describe('[T30] goods', () => {
  test.each<[string, Partial<Order>, string]>([
    ['of a paid order are delivered', {}, 'deliver'],
    ['of an order that was refunded in part', { refunded: fen(1279) }, 'deliver'],
    ['of an order that is asked back in part', { reserved: fen(1279), asked: fen(1279) }, 'deliver'],
    ['of an order that was refunded stay here', { refunded: fen(1280) }, 'cancel'],
    ['of an order that is being refunded', { reserved: fen(280), refunded: fen(1000) }, 'cancel'],
    ['of an order that is asked back wait', { reserved: fen(1280), asked: fen(1280) }, 'wait'],
    ['of an order whose last part is asked back', { refunded: fen(1000), reserved: fen(280), asked: fen(280) }, 'wait'],
    ['that may be on their way are sent again', { refunded: fen(1280), fulfilmentSent: true }, 'deliver'],
  ])('%s', (_name, changes, fate) => {
    expect(fulfilmentFate(aPaidOrder(changes))).toBe(fate);
  });
});

describe('[T33] the books', () => {
  const no = '202612100123456789ABCDEFGHJK';
  const paid = payEntry('t', no, fen(1280), 1);
  const reserved = reserveEntry('R1', no, fen(500), 2);

  test.each([
    ['of an unpaid order are empty', anOrder(), []],
    ['of a paid order hold its amount', aPaidOrder(), [paid]],
    ['of a refund under way', aPaidOrder({ reserved: fen(500) }), [paid, reserved]],
    [
      'of a refund that is done',
      aPaidOrder({ refunded: fen(500) }),
      [paid, reserved, refundEntry('R1', no, fen(500), 3)],
    ],
    ['of a refund that came to nothing', aPaidOrder(), [paid, reserved, voidEntry('R1', no, fen(500), 3)]],
  ])('%s, and agree with it', (_name, order, entries) => {
    expect(bookDifference(order, entries)).toBeUndefined();
  });

  test.each([
    ['a payment that is missing', aPaidOrder(), [], { wechat: -1280, refunds: 0 }],
    ['a payment of an unpaid order', anOrder(), [paid], { wechat: 1280, refunds: 0 }],
    ['a reservation that is missing', aPaidOrder({ reserved: fen(500) }), [paid], { wechat: 0, refunds: -500 }],
    ['a reservation that was forgotten', aPaidOrder(), [paid, reserved], { wechat: 0, refunds: 500 }],
    [
      'a refund that the order does not know',
      aPaidOrder({ reserved: fen(500) }),
      [paid, reserved, refundEntry('R1', no, fen(500), 3)],
      { wechat: -500, refunds: -500 },
    ],
  ])('show %s', (_name, order, entries, difference) => {
    expect(bookDifference(order, entries)).toEqual(difference);
  });
});

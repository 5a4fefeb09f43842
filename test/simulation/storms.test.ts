import { expect, test } from '@jest/globals';
import { measured, PATIENCE } from './measured';

interface Storms {
  breaches: unknown[];
  conflicts: number;
}

test(
  'R4: two hundred proofs of one payment at once are one payment and one delivery, a hundred times',
  async () => {
    const { delivered, payments, conflicts, breaches } = await measured<
      Storms & { delivered: number; payments: number }
    >('storms', { rounds: 100 });
    expect(breaches).toEqual([]);
    expect({ delivered, payments }).toEqual({ delivered: 100, payments: 100 });
    // Or they did not meet at all.
    expect(conflicts).toBeGreaterThan(1_000);
  },
  PATIENCE,
);

test(
  '[T31] R5: a hundred refunds of an order of 10,000 fen give back no more, and the books are WeChat’s, a hundred times',
  async () => {
    const storms = await measured<
      Storms & { refunds: number; refunded: number; refundedAtWechat: number; most: number }
    >('refundStorms', { rounds: 100 });
    expect(storms.breaches).toEqual([]);
    expect(storms.refunded).toBe(storms.refundedAtWechat);
    expect(storms.most).toBeLessThanOrEqual(10_000);
    // Enough of them met, and there was not enough for all.
    expect(storms.conflicts).toBeGreaterThan(1_000);
    expect(storms.refunds).toBeGreaterThan(500);
    expect(storms.most).toBeGreaterThan(9_000);
  },
  PATIENCE,
);

test(
  'R8: whoever pays after closing gets all of it back and no goods, and WeChat is asked for it within minutes',
  async () => {
    interface Spread {
      count: number;
      max: number;
    }
    const { late, known, askedBack, ...sums } = await measured<{
      late: number;
      delivered: number;
      refunded: number;
      refundedAtWechat: number;
      breaches: unknown[];
      known: Spread;
      askedBack: Spread;
    }>('late', { count: 100 });
    expect(sums.breaches).toEqual([]);
    expect({ late, known: known.count, askedBack: askedBack.count }).toEqual({ late: 200, known: 200, askedBack: 200 });
    expect(sums.delivered).toBe(0);
    expect(sums.refunded).toBe(sums.refundedAtWechat);
    expect(askedBack.max).toBeLessThanOrEqual(15 * 60_000);
  },
  PATIENCE,
);

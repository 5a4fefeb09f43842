import { expect, test } from '@jest/globals';
import { measured, PATIENCE } from './measured';

test(
  'R2: a crash before or after any effect of a story loses nothing and counts nothing twice',
  async () => {
    const { stories, points, histories, breaches } = await measured<{
      stories: number;
      points: number;
      histories: number;
      breaches: unknown[];
    }>('crashes', { seeds: [1, 2, 3] });
    expect(breaches).toEqual([]);
    expect(stories).toBeGreaterThanOrEqual(6);
    expect(points).toBeGreaterThanOrEqual(1_000);
    expect(histories).toBe(points + 3 * stories);
  },
  PATIENCE,
);

test(
  'R4: two hundred proofs of one payment at once are one payment and one delivery, a hundred times',
  async () => {
    const { deliveries, payments, conflicts, breaches } = await measured<{
      deliveries: number;
      payments: number;
      conflicts: number;
      breaches: unknown[];
    }>('storms', { rounds: 100 });
    expect(breaches).toEqual([]);
    expect({ deliveries, payments }).toEqual({ deliveries: 100, payments: 100 });
    // Or they did not meet at all.
    expect(conflicts).toBeGreaterThan(1_000);
  },
  PATIENCE,
);

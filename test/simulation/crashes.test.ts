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
    }>('crashes', { seeds: [1] });
    expect(breaches).toEqual([]);
    expect(stories).toBeGreaterThanOrEqual(14);
    expect(points).toBeGreaterThanOrEqual(1_000);
    expect(histories).toBe(points + stories);
  },
  PATIENCE,
);

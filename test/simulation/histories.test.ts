import { expect, test } from '@jest/globals';
import { measured, PATIENCE, sim } from './measured';

interface Histories {
  histories: number;
  total: Record<string, number>;
  breach?: unknown;
  seed?: number;
}

const FIXED = 2_000;
const NEW = 500;
/** Seeds that nobody has tried; a failure names the one to replay. */
const base = 10_000 + Math.floor(Math.random() * 1_000_000_000);

test(
  'R1, R15: two thousand known histories break no rule, and the rare things did happen in them',
  async () => {
    const { histories, total, seed, breach } = await measured<Histories>('histories', { first: 1, count: FIXED });
    expect({ seed, breach }).toEqual({});
    expect(histories).toBe(FIXED);
    for (const rare of ['deaths', 'conflicts', 'late', 'hold', 'anomalies']) expect(total[rare]).toBeGreaterThan(20);
    expect(total.paid).toBeGreaterThan(FIXED);
  },
  PATIENCE,
);

test(
  `R1, R15: five hundred new histories, from seed ${base}, break no rule`,
  async () => {
    const { seed, breach } = await measured<Histories>('histories', { first: base, count: NEW });
    expect({ replay: breach && `npm run sim -- --seed ${seed}`, breach }).toEqual({});
  },
  PATIENCE,
);

test(
  'R13: a seed gives the same history again, also in another process, and another seed another',
  async () => {
    const one = await measured<{ different: number; unlike: number[]; hashes: string[] }>('twice', { count: 100 });
    const other = await measured<{ hashes: string[] }>('twice', { count: 20 });
    expect(one.unlike).toEqual([]);
    expect(one.different).toBe(100);
    expect(other.hashes).toEqual(one.hashes.slice(0, 20));
  },
  PATIENCE,
);

test(
  'R13: a seed is replayed byte for byte',
  async () => {
    const [once, again] = await Promise.all([sim('--seed', '18'), sim('--seed', '18')]);
    expect(once).toEqual(again);
    expect(once.code).toBe(0);
    expect(once.stdout).toContain('No rule is broken.');
  },
  PATIENCE,
);

test(
  'R7: where nothing breaks, an order is paid at most a minute after the money moved, and mostly at once',
  async () => {
    const { payments, p50, p99, max } = await measured<Record<string, number>>('latency', { count: 300 });
    expect(payments).toBeGreaterThan(200);
    expect(p50).toBeLessThanOrEqual(2_000);
    expect(p99).toBeLessThanOrEqual(30_000);
    expect(max).toBeLessThanOrEqual(60_000);
  },
  PATIENCE,
);

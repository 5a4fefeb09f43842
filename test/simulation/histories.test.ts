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
    const rare = ['deaths', 'conflicts', 'late', 'hold', 'anomalies', 'cancelled', 'dead', 'declined', 'external'];
    for (const what of rare) expect([what, Math.min(20, total[what] ?? 0)]).toEqual([what, 20]);
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

interface Latency {
  payments: number;
  count: number;
  p50: number;
  p99: number;
  max: number;
  breach?: unknown;
}

test(
  'R7: where nothing breaks, an order is paid at most a minute after the money moved, and mostly at once',
  async () => {
    const { payments, count, p50, p99, max, breach } = await measured<Latency>('latency', { payments: 200 });
    expect(breach).toBeUndefined();
    expect(count).toBe(payments);
    expect(p50).toBeLessThanOrEqual(2_000);
    expect(p99).toBeLessThanOrEqual(30_000);
    expect(max).toBeLessThanOrEqual(60_000);
  },
  PATIENCE,
);

test(
  'R6: where no notification ever arrives, every order is known as paid within six minutes',
  async () => {
    const options = { payments: 200, loseAllNotifications: true };
    const { payments, count, max, breach } = await measured<Latency>('latency', options);
    expect(breach).toBeUndefined();
    expect(count).toBe(payments);
    expect(max).toBeLessThanOrEqual(6 * 60_000);
  },
  PATIENCE,
);

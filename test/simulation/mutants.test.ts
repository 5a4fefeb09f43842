import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { measured, PATIENCE, sim } from './measured';

const mutants = readdirSync(join(__dirname, 'mutants')).map((file) => file.replace('.mjs', ''));

test('there are forty planted bugs and more', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(40);
});

describe('R3: within two thousand histories the simulation finds the planted bug', () => {
  let found: Record<string, { found: boolean }>;
  beforeAll(async () => {
    found = await measured('mutants', { count: 2_000 });
  }, PATIENCE);

  test.each(mutants)('%s', (mutant) => {
    expect(found[mutant]).toMatchObject({ found: true });
  });
});

test(
  'a history that breaks a rule is shrunk to what it takes, and printed with the rule',
  async () => {
    const { seed, invariant } = await measured<{ seed: number; invariant: string }>('mutant', {
      mutant: 'fulfil-late',
      count: 2_000,
    });
    const { code, stdout } = await sim('--mutant', 'fulfil-late', '--seed', String(seed));
    expect(code).toBe(1);
    expect(stdout).toContain(`✗ ${invariant}`);
    const [, left, of] = stdout.match(/(\d+) of (\d+) chances are left/) ?? [];
    expect(Number(left)).toBeLessThan(Number(of) / 2);
  },
  PATIENCE,
);

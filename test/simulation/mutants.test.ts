import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { measured, PATIENCE, sim } from './measured';

const mutants = readdirSync(join(__dirname, 'mutants')).map((file) => file.replace('.mjs', ''));

test('there are twenty planted bugs and more', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(20);
});

describe('R3: within two thousand histories the simulation finds the planted bug', () => {
  test.each(mutants)(
    '%s',
    async (mutant) => {
      expect(await measured('mutant', { mutant, count: 2_000 })).toMatchObject({ found: true });
    },
    PATIENCE,
  );
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

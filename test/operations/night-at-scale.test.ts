import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';

test('[R11] of a bill of 10,000 rows, 50 differences of 12 kinds are found, each for what it is, and no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wechatpay-night-'));
  try {
    const outfile = join(folder, 'night.cjs');
    buildSync({
      ...{ entryPoints: [join(__dirname, 'night-at-scale.ts')], outfile, bundle: true },
      ...{ platform: 'node', target: 'node20', format: 'cjs' },
    });
    const { stdout, stderr } = spawnSync(process.execPath, [outfile, '10000'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { cpuSeconds, rssMiB, lines, ...told } = JSON.parse(stdout);
    expect(told).toEqual({ planted: 50, kinds: 12, right: 50, wrong: 0, status: 'COMPARED' });
    expect(lines).toBeGreaterThan(9_900);
    expect(cpuSeconds).toBeLessThan(20);
    expect(rssMiB).toBeLessThan(256);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

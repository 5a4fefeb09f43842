import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../cloudfunctions/build.mjs';
import { check, markdownOf, quantile } from '../measure.mjs';

const FLOOR = "require('wx-server-sdk')";
const AT_MOST = 0.85;

/** Loading a built function, which has the platform's SDK inside, against loading that SDK alone; a process each time. */
export default async function table({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'function-load-'));
  try {
    const built = await build({ outDir: folder });
    const files = new Map([[FLOOR, createRequire(import.meta.url).resolve('wx-server-sdk')]]);
    for (const { name } of built) files.set(name, join(folder, name, 'index.js'));
    const rows = compare(files, quick ? 5 : 21);
    const notes = Object.fromEntries(
      built.map(({ name, bytes }) => [name, `${(bytes / 1000).toFixed(0)} kB, one file`]),
    );
    return {
      title: 'Cold start: loading a function',
      markdown: markdownOf(rows, notes),
      checks: built.map(({ name }) => check(rows, name, AT_MOST)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One row a file, its loading times held against the first file's of the same round. */
function compare(files, rounds) {
  const names = [...files.keys()];
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      samples[name].push(loadingTime(files.get(name)));
    }
  }
  return names.map((name) => {
    const ratios = samples[name].map((sample, round) => sample / samples[FLOOR][round]);
    return {
      name,
      nanoseconds: quantile(samples[name], 0.5),
      ratio: quantile(ratios, 0.5),
      low: quantile(ratios, 0.25),
      high: quantile(ratios, 0.75),
    };
  });
}

/** Nanoseconds of CPU time that a fresh process spends on loading the file. */
function loadingTime(file) {
  const script = `const before = process.cpuUsage();
    require(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(String((user + system) * 1000), () => process.exit());`;
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: {} }));
}

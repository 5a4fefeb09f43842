// `npm run bench`: every table in bench/tables, as markdown, with PASS or FAIL against the figures this project sets
// itself. `-- --quick` measures few rounds; `--sustained` or `--sustained=RATE,SECONDS` sends notifications at
// a fixed rate besides; further words choose tables by name.
import { readdirSync } from 'node:fs';
import os from 'node:os';

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const steady = words.map((word) => /^--sustained(?:=(\d+),(\d+))?$/.exec(word)).find(Boolean);
const sustained = steady && { rate: Number(steady[1] ?? 50), seconds: Number(steady[2] ?? 20) };
const chosen = words.filter((word) => !word.startsWith('--'));
const names = readdirSync(new URL('tables', import.meta.url))
  .filter((name) => name.endsWith('.mjs'))
  .filter((name) => chosen.length === 0 || chosen.some((word) => name.includes(word)))
  .sort();

console.log(`# Benchmarks\n\nNode ${process.version}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}.`);
let failures = 0;
for (const name of names) {
  // A table exports one function: ({ quick, sustained }) → { title, markdown, checks: [{ what, value, atMost }] }.
  const { default: table } = await import(new URL(`tables/${name}`, import.meta.url));
  const { title, markdown, checks } = await table({ quick, sustained });
  console.log(`\n## ${title}\n\n${markdown}\n`);
  for (const { what, value, atMost } of checks) {
    const pass = value <= atMost;
    if (!pass) failures++;
    console.log(`${pass ? 'PASS' : 'FAIL'}  ${what}: ${value.toFixed(2)} (at most ${atMost.toFixed(2)})`);
  }
}
if (failures > 0) process.exit(1);

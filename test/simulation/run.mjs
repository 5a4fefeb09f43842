// `npm run sim -- --seed N` lives through one history and prints it; `--seeds A..B` lives through many and counts.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.mjs';

const USAGE = `npm run sim -- --seed N [--mutant NAME] [--whole]     one history, line by line, shrunk if it breaks a rule
npm run sim -- --seeds A..B [--mutant NAME] [--json]  all of them, up to the first that breaks a rule`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    mutant: { type: 'string' },
    whole: { type: 'boolean' },
    json: { type: 'boolean' },
  },
});
const { simulate, shrink } = createRequire(import.meta.url)(await bundle(values.mutant));
// Microtasks drain only where none is running, and this line is one.
setImmediate(() => {
  const range = /^(\d+)\.\.(\d+)$/.exec(values.seeds ?? '');
  if (range) runRange(Number(range[1]), Number(range[2]));
  else if (/^\d+$/.test(values.seed ?? '')) runOne(Number(values.seed));
  else console.error(USAGE);
  if (!range && !values.seed) process.exitCode = 2;
});

function runOne(seed) {
  const plan = { seed, record: true };
  const outcome = simulate(plan);
  if (!outcome.breach || values.whole) return print(outcome);
  const { outcome: shortest, tries } = shrink(plan, outcome);
  print(shortest);
  const left = `${shortest.happened.length} of ${outcome.happened.length}`;
  console.log(`Shrunk in ${tries} tries: ${left} chances are left. --whole prints the history as it was.`);
}

function print({ seed, hash, breach, lines, happened, stats }) {
  for (const line of lines) console.log(readable(line));
  console.log(`\nSeed ${seed}, trace ${hash}: ${figures(stats)}`);
  if (!breach) return console.log('No rule is broken.');
  process.exitCode = 1;
  console.log(`\n✗ ${breach.invariant} after ${moment(breach.at)}: ${breach.says}\n  ${breach.seen}`);
  console.log(`\nWhat it takes:\n${happened.map((one) => `  ${one}`).join('\n')}\n`);
}

function runRange(first, last) {
  const started = performance.now();
  const total = {};
  let seed = first;
  let breach;
  for (; seed <= last && !breach; seed++) {
    const outcome = simulate({ seed });
    breach = outcome.breach;
    for (const [name, figure] of Object.entries(outcome.stats)) {
      if (typeof figure === 'number') total[name] = (total[name] ?? 0) + figure;
    }
    if (!values.json && (seed - first) % 500 === 499) console.error(`${seed - first + 1} histories`);
  }
  const seconds = (performance.now() - started) / 1000;
  const histories = seed - first;
  if (values.json) {
    console.log(JSON.stringify({ first, histories, seconds, total, ...(breach ? { seed: seed - 1, breach } : {}) }));
  } else {
    console.log(
      `${histories} histories in ${seconds.toFixed(1)} s, ${Math.round(histories / seconds)} a second: ${figures(total)}`,
    );
    if (breach) console.log(`✗ Seed ${seed - 1} breaks ${breach.invariant}: ${breach.says}\n  ${breach.seen}`);
    else console.log('No rule is broken.');
  }
  if (breach) process.exitCode = 1;
}

function figures(stats) {
  return Object.entries(stats)
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => `${value} ${name}`)
    .join(', ');
}

/** `90061001 who: what` with the time as a person reads it. */
function readable(line) {
  const space = line.indexOf(' ');
  return `${moment(Number(line.slice(0, space))).padStart(14)}  ${line.slice(space + 1)}`;
}

function moment(milliseconds) {
  const [hours, rest] = [Math.floor(milliseconds / 3_600_000), milliseconds % 3_600_000];
  const minutes = String(Math.floor(rest / 60_000)).padStart(2, '0');
  return `${hours}:${minutes}:${((rest % 60_000) / 1000).toFixed(3).padStart(6, '0')}`;
}

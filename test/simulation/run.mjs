// `npm run sim -- --seed N` lives through one history and prints it; `--seeds A..B` lives through many and counts.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.mjs';
import { measure } from './measure.mjs';

const USAGE = `npm run sim -- --seed N [--mutant NAME] [--whole]     one history, line by line, shrunk if it breaks a rule
npm run sim -- --seeds A..B [--mutant NAME]          all of them, up to the first that breaks a rule`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    mutant: { type: 'string' },
    whole: { type: 'boolean' },
  },
});
const range = /^(\d+)\.\.(\d+)$/.exec(values.seeds ?? '');
if (range) await runRange(Number(range[1]), Number(range[2]));
else if (/^\d+$/.test(values.seed ?? '')) runOne(createRequire(import.meta.url)(await bundle(values.mutant)));
else {
  console.error(USAGE);
  process.exitCode = 2;
}

function runOne({ simulate, shrink }) {
  // Microtasks drain only where none is running, and this line may be one.
  setImmediate(() => {
    const plan = { seed: Number(values.seed), record: true };
    const outcome = simulate(plan);
    if (!outcome.breach || values.whole) return print(outcome);
    const { outcome: shortest, tries } = shrink(plan, outcome);
    print(shortest);
    const left = `${shortest.happened.length} of ${outcome.happened.length}`;
    console.log(`Shrunk in ${tries} tries: ${left} chances are left. --whole prints the history as it was.`);
  });
}

function print({ seed, hash, breach, lines, happened, stats }) {
  for (const line of lines) console.log(readable(line));
  console.log(`\nSeed ${seed}, trace ${hash}: ${figures(stats)}`);
  if (!breach) return console.log('No rule is broken.');
  process.exitCode = 1;
  console.log(`\n✗ ${breach.invariant} after ${moment(breach.at)}: ${breach.says}\n  ${breach.seen}`);
  console.log(`\nWhat it takes:\n${happened.map((one) => `  ${one}`).join('\n')}\n`);
}

async function runRange(first, last) {
  const progress = (done) => done % 1000 === 0 && console.error(`${done} histories`);
  const { mutant } = values;
  const measured = await measure('histories', { first, count: last - first + 1, mutant, progress });
  const { histories, seconds, total, seed, breach } = measured;
  const pace = `${histories} histories in ${seconds.toFixed(1)} s, ${Math.round(histories / seconds)} a second`;
  console.log(`${pace}: ${figures(total)}`);
  if (!breach) return console.log('No rule is broken.');
  console.log(`✗ Seed ${seed} breaks ${breach.invariant}: ${breach.says}\n  ${breach.seen}`);
  process.exitCode = 1;
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

// `npm run test:release`: the same measures as the tests take, with the numbers of a release, as markdown.
import { execFileSync } from 'node:child_process';
import { measure, mutantNames } from './measure.mjs';

const rows = [];
const row = (id, what, figures, good) => rows.push({ id, what, figures, good });
const progress = (done) => done % 5000 === 0 && console.error(`${done} histories`);

const many = await measure('histories', { first: 1, count: 50_000, progress });
const pace = `${many.seconds} s, ${Math.round(many.histories / many.seconds)} a second`;
row(
  'R1, R15',
  'histories without a broken rule',
  `seeds 1 to ${many.histories}, ${pace}; ${list(many.total)}`,
  !many.breach,
);

const crash = await measure('crashes', { seeds: [1, 2, 3, 4, 5], pairsWithin: 25 });
row(
  'R2',
  'crashes before and after every effect, alone and in pairs',
  `${crash.stories} stories, ${crash.points} points, ${crash.histories} histories, ${crash.breaches.length} breaches, ${crash.seconds} s`,
  crash.breaches.length === 0 && crash.histories >= 50_000,
);

const missed = [];
for (const mutant of mutantNames) {
  const { found, seed, invariant } = await measure('mutant', { mutant, count: 2_000 });
  console.error(`${mutant}: ${found ? `${invariant} at seed ${seed}` : 'not found'}`);
  if (!found) missed.push(mutant);
}
const found = `${mutantNames.length - missed.length} of ${mutantNames.length}`;
row(
  'R3',
  'planted bugs found within 2,000 seeds',
  `${found}${missed.length ? `; missed ${missed}` : ''}`,
  !missed.length,
);

const { rounds, deliveries, conflicts, seconds } = await measure('storms', { rounds: 1_000 });
const storms = `${rounds} rounds of 200 proofs, ${deliveries} deliveries, ${conflicts} conflicts, ${seconds} s`;
row('R4', 'exactly one delivery', storms, deliveries === rounds);

const calm = await measure('latency', { count: 2_000 });
const times = `${calm.payments} payments, p50 ${calm.p50} ms, p99 ${calm.p99} ms, max ${calm.max} ms`;
row('R7', 'from payment to PAID where nothing breaks', times, calm.p50 <= 2e3 && calm.p99 <= 30e3 && calm.max <= 60e3);

const same = await measure('twice', { count: 1_000 });
row('R13', 'same seed, same trace', `seeds 1 to ${same.count}, ${same.unlike.length} unlike`, same.unlike.length === 0);

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(`Commit ${commit}, Node ${process.version}\n\n| | goal | figures | |\n|---|---|---|---|`);
for (const { id, what, figures, good } of rows)
  console.log(`| ${id} | ${what} | ${figures} | ${good ? 'reached' : '**missed**'} |`);
if (rows.some(({ good }) => !good)) process.exitCode = 1;

function list(total) {
  return Object.entries(total)
    .map(([name, figure]) => `${figure.toLocaleString('en')} ${name}`)
    .join(', ');
}

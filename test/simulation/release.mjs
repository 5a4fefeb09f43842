// `npm run test:release`: the same measures as the tests take, with the numbers of a release, as markdown.
import { execFileSync } from 'node:child_process';
import { measure, measureMutants, mutantNames, othersMutantNames } from './measure.mjs';

const rows = [];
const row = (id, what, figures, good) => rows.push({ id, what, figures, good });
const say = (what) => console.error(what);
const progress = (done) => done % 5000 === 0 && say(`${done} histories`);

const many = await measure('histories', { first: 1, count: 50_000, progress });
const pace = `${many.seconds} s, ${Math.round(many.histories / many.seconds)} a second`;
row(
  'R1, R15',
  'histories without a broken rule',
  `seeds 1 to ${many.histories}, ${pace}; ${list(many.total)}`,
  !many.breach,
);

const crash = await measure('crashes', { seeds: [1, 2, 3], pairsWithin: 10, progress: say });
const leases = await measure('crashes', { seeds: [1], faults: { feltLeases: 1 }, progress: say });
const breaches = crash.breaches.length + leases.breaches.length;
row(
  'R2',
  'crashes before and after every effect, alone and in pairs',
  `${crash.stories} stories, ${crash.points + leases.points} points, ${crash.histories + leases.histories} histories, ${breaches} breaches, ${crash.seconds + leases.seconds} s`,
  breaches === 0 && crash.histories >= 50_000,
);

const planted = {
  count: 2_000,
  afresh: true,
  progress: (name, { found, invariant, seed }) =>
    say(`${name}: ${found ? `${invariant} at seed ${seed}` : 'not found'}`),
};
const found = await measureMutants(planted);
const missed = mutantNames.filter((name) => !found[name].found);
const caught = `${mutantNames.length - missed.length} of ${mutantNames.length}`;
row(
  'R3',
  'planted bugs found within 2,000 seeds',
  `${caught}${missed.length ? `; missed ${missed}` : ''}`,
  !missed.length,
);

const others = Object.entries(await measureMutants({ ...planted, names: othersMutantNames }));
const foundNow = others.filter(([, { found }]) => found);
// What it had to be mended for was not found, however surely it is found today.
const foundAtFirst = foundNow.filter(([, { missedAtFirst }]) => !missedAtFirst);
const where = others.map(([name, { found, invariant, seed }]) => `${name} ${found ? `${invariant} at ${seed}` : '—'}`);
row(
  'R3, others',
  'nine in ten found of what was planted by somebody who had not seen the simulation',
  `${foundAtFirst.length} of ${others.length} at first, ${foundNow.length} since it was mended; ${where.join(', ')}`,
  foundAtFirst.length >= others.length * 0.9 && foundNow.length === others.length,
);

const { rounds, delivered, conflicts, seconds } = await measure('storms', { rounds: 1_000 });
const storms = `${rounds} rounds of 200 proofs, ${delivered} deliveries, ${conflicts} conflicts, ${seconds} s`;
row('R4', 'exactly one delivery', storms, delivered === rounds);

const back = await measure('refundStorms', { rounds: 1_000 });
row(
  'R5',
  'no more is refunded than was paid',
  `${back.rounds} rounds of 100 refunds, ${back.refunds} accepted, ${back.conflicts} conflicts, ${back.refunded} fen here and ${back.refundedAtWechat} at WeChat, at most ${back.most} of an order, ${back.seconds} s`,
  back.breaches.length === 0 && back.refunded === back.refundedAtWechat && back.most <= 10_000,
);

const deaf = await measure('latency', { payments: 10_000, loseAllNotifications: true });
row(
  'R6',
  'paid orders known within six minutes with every notification lost',
  `${deaf.count} of ${deaf.payments} payments, p50 ${deaf.p50} ms, max ${deaf.max} ms, ${deaf.seconds} s`,
  !deaf.breach && deaf.count === deaf.payments && deaf.max <= 360e3,
);

const calm = await measure('latency', { payments: 10_000 });
row(
  'R7',
  'from payment to PAID where nothing breaks',
  `${calm.count} payments, p50 ${calm.p50} ms, p99 ${calm.p99} ms, max ${calm.max} ms, ${calm.seconds} s`,
  !calm.breach && calm.p50 <= 2e3 && calm.p99 <= 30e3 && calm.max <= 60e3,
);

const after = await measure('late', { count: 1_000 });
row(
  'R8',
  'paid after closing: refunded in full, never delivered, asked back within 15 minutes of the proof',
  `${after.late} orders, ${after.delivered} delivered, known after ${after.known.max} ms at most, asked back ${after.askedBack.max} ms later at most, ${after.seconds} s`,
  after.breaches.length === 0 && after.late === 2_000 && after.delivered === 0 && after.askedBack.max <= 900e3,
);

const same = await measure('twice', { count: 1_000 });
row(
  'R13',
  'same seed, same trace',
  `seeds 1 to ${same.count}, ${same.unlike.length} unlike, ${same.seconds} s`,
  same.unlike.length === 0,
);

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

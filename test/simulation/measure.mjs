// What the simulation measures, for its tests and for a release; as a command, `node measure.mjs WHAT '{…}'` prints JSON.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { bundle, bundleEach, MUTANTS, OTHERS_MUTANTS, SECOND_OTHERS_MUTANTS } from './bundle.mjs';

const require = createRequire(import.meta.url);

/**
 * The planted bugs, by the names of their files: ours, and those of two others, the second of whom planted his when the
 * simulation had been mended for the first. What it did not find of the others' when it met them is
 * `missedAtFirst`, with what it lacked then: since it was given that, they prove no more than ours do.
 */
export const mutantNames = namesIn(MUTANTS);
export const othersMutantNames = namesIn(OTHERS_MUTANTS);
export const secondOthersMutantNames = namesIn(SECOND_OTHERS_MUTANTS);

const measures = { histories, crashes, mutant, storms, refundStorms, twice, latency, late };

/**
 * Builds the simulation, with a planted bug or without, and measures something with it.
 *
 * @param {keyof typeof measures} what
 * @param {{ mutant?: string }} options
 */
export async function measure(what, options) {
  return measureWith(require(await bundle(options.mutant)), what, options);
}

/**
 * R3: a history that finds each of the planted bugs. The one that is known to is tried first, unless `afresh`; the others
 * only if it does not.
 */
export async function measureMutants({ names = mutantNames, count, afresh = false, progress = () => undefined }) {
  const found = {};
  for await (const { mutant, seed, missedAtFirst, file } of bundleEach(names)) {
    const simulation = require(file);
    const known = afresh ? { found: false } : await measureWith(simulation, 'mutant', { first: seed, count: 1 });
    const now = known.found ? known : await measureWith(simulation, 'mutant', { first: 1, count });
    found[mutant] = missedAtFirst ? { ...now, missedAtFirst } : now;
    progress(mutant, found[mutant]);
  }
  return found;
}

function namesIn(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
  return files.map((file) => file.replace('.mjs', ''));
}

function measureWith(simulation, what, options) {
  return new Promise((resolve, reject) => {
    // Microtasks drain only where none is running, and this line is one.
    setImmediate(() => {
      try {
        const started = performance.now();
        const figures = measures[what](simulation, options);
        resolve({ ...figures, seconds: Math.round((performance.now() - started) / 100) / 10 });
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** R1 and R15: many histories, up to the first that breaks a rule. */
function histories({ simulate }, { first, count, progress = () => undefined }) {
  const total = {};
  for (let seed = first; seed < first + count; seed++) {
    const { breach, stats } = simulate({ seed });
    for (const [name, figure] of Object.entries(stats)) {
      if (typeof figure === 'number') total[name] = (total[name] ?? 0) + figure;
    }
    progress(seed - first + 1);
    if (breach) return { first, histories: seed - first + 1, total, seed, breach };
  }
  return { first, histories: count, total };
}

/** How many histories it takes to find the planted bug of this bundle. */
function mutant(simulation, { first = 1, count }) {
  const { breach, seed } = histories(simulation, { first, count });
  return breach ? { found: true, seed, invariant: breach.invariant } : { found: false };
}

/** R2: every story, with a crash at every point, and pairs of crashes that lie close together. */
function crashes({ exhaust, storyNames }, { seeds, pairsWithin = 0, faults = {}, progress = () => undefined }) {
  const told = storyNames.flatMap((story) => {
    progress(`crashes in "${story}"`);
    return seeds.map((seed) => exhaust(story, seed, { pairsWithin, faults }));
  });
  const sum = (field) => told.reduce((total, one) => total + one[field], 0);
  const breaches = told.flatMap(({ story, seed, breaches }) => breaches.map((one) => ({ story, seed, ...one })));
  return { stories: storyNames.length, points: sum('points'), histories: sum('histories'), breaches };
}

/** R4: two hundred proofs at once, again and again. */
function storms({ storm }, { rounds }) {
  const total = { delivered: 0, payments: 0, conflicts: 0, breaches: [] };
  for (let seed = 1; seed <= rounds; seed++) {
    const { breach, stats } = storm(seed);
    total.delivered += stats.delivered;
    total.payments += stats.settledAfter.length;
    total.conflicts += stats.conflicts;
    if (breach) total.breaches.push({ seed, breach });
  }
  return { rounds, ...total };
}

/** R13: the seeds whose history is not the same the second time, and how many histories differ from each other. */
function twice({ simulate }, { count }) {
  const seeds = Array.from({ length: count }, (_, i) => i + 1);
  const hashes = seeds.map((seed) => simulate({ seed }).hash);
  return {
    count,
    different: new Set(hashes).size,
    unlike: seeds.filter((seed, i) => simulate({ seed }).hash !== hashes[i]),
    hashes,
  };
}

/** R5: a hundred refunds of one order of 10,000 fen, again and again. */
function refundStorms({ refunds }, { rounds, progress = () => undefined }) {
  const total = { refunds: 0, conflicts: 0, refunded: 0, refundedAtWechat: 0, most: 0, breaches: [] };
  for (let seed = 1; seed <= rounds; seed++) {
    const { breach, stats } = refunds(seed);
    for (const figure of ['refunds', 'conflicts', 'refunded', 'refundedAtWechat']) total[figure] += stats[figure];
    total.most = Math.max(total.most, stats.refundedAtWechat);
    if (breach) total.breaches.push({ seed, breach });
    progress(seed);
  }
  return { rounds, ...total };
}

/** R6 and R7: milliseconds from payment to PAID where nothing breaks; or nothing but every single notification. */
function latency({ simulate, NO_FAULTS }, { payments, loseAllNotifications = false }) {
  const after = [];
  let paid = 0;
  let breach;
  for (let seed = 1; after.length < payments && !breach; seed++) {
    const outcome = simulate({ seed, faults: { ...NO_FAULTS, loseAllNotifications } });
    after.push(...outcome.stats.settledAfter);
    paid += outcome.stats.paid - outcome.stats.late;
    breach = outcome.breach && { seed, ...outcome.breach };
  }
  return { payments: paid, ...spread(after), breach };
}

/** R8: payments after closing: how soon they are known, and how soon from there WeChat is asked to give the money back. */
function late({ late }, { count }) {
  const known = [];
  const askedBack = [];
  const total = { late: 0, refunded: 0, refundedAtWechat: 0, delivered: 0, breaches: [] };
  for (let seed = 1; seed <= count; seed++) {
    const { breach, stats } = late(seed);
    known.push(...stats.lateKnownAfter);
    askedBack.push(...stats.lateAskedBackAfter);
    for (const figure of ['late', 'refunded', 'refundedAtWechat', 'delivered']) total[figure] += stats[figure];
    if (breach) total.breaches.push({ seed, breach });
  }
  return { ...total, known: spread(known), askedBack: spread(askedBack) };
}

function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , what, options = '{}'] = process.argv;
  const read = JSON.parse(options);
  console.log(JSON.stringify(await (what === 'mutants' ? measureMutants(read) : measure(what, read))));
}

// What the simulation measures, for its tests and for a release; as a command, `node measure.mjs WHAT '{…}'` prints JSON.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

const require = createRequire(import.meta.url);

/** The planted bugs, by the names of their files. */
export const mutantNames = readdirSync(new URL('mutants', import.meta.url)).map((file) => file.replace('.mjs', ''));

const measures = { histories, crashes, mutant, storms, twice, latency };

/**
 * Builds the simulation, with a planted bug or without, and measures something with it.
 *
 * @param {keyof typeof measures} what
 * @param {{ mutant?: string }} options
 */
export async function measure(what, options) {
  const simulation = require(await bundle(options.mutant));
  // Microtasks drain only where none is running, and this line is one.
  await new Promise((resume) => setImmediate(resume));
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        const started = performance.now();
        const figures = measures[what](simulation, options);
        resolve({ ...figures, seconds: Math.round(performance.now() - started) / 1000 });
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

/** R3: how many histories it takes to find a planted bug. */
function mutant(simulation, { count }) {
  const { breach, seed } = histories(simulation, { first: 1, count });
  return breach ? { found: true, seed, invariant: breach.invariant } : { found: false };
}

/** R2: every story, with a crash at every point, and pairs of crashes that lie close together. */
function crashes({ exhaust, storyNames }, { seeds, pairsWithin = 0 }) {
  const told = storyNames.flatMap((story) => seeds.map((seed) => exhaust(story, seed, pairsWithin)));
  const sum = (field) => told.reduce((total, one) => total + one[field], 0);
  const breaches = told.flatMap(({ story, seed, breaches }) => breaches.map((one) => ({ story, seed, ...one })));
  return { stories: storyNames.length, points: sum('points'), histories: sum('histories'), breaches };
}

/** R4: two hundred proofs at once, again and again. */
function storms({ storm }, { rounds }) {
  const total = { deliveries: 0, payments: 0, conflicts: 0, breaches: [] };
  for (let seed = 1; seed <= rounds; seed++) {
    const { breach, stats } = storm(seed);
    total.deliveries += stats.deliveries;
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

/** R7: milliseconds from payment to PAID where nothing breaks. */
function latency({ simulate, NO_FAULTS }, { count }) {
  const after = [];
  for (let seed = 1; seed <= count; seed++) after.push(...simulate({ seed, faults: NO_FAULTS }).stats.settledAfter);
  after.sort((a, b) => a - b);
  const at = (share) => after[Math.min(after.length - 1, Math.floor(after.length * share))];
  return { payments: after.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , what, options = '{}'] = process.argv;
  console.log(JSON.stringify(await measure(what, JSON.parse(options))));
}

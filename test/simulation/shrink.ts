import { type Outcome, type Plan, simulate } from './simulate';

const MAX_TRIES = 600;

/**
 * The smallest history found that breaks the same rule: of everything that happened by chance, halves, quarters and so on
 * down to single things are left out for as long as the breach remains.
 */
export function shrink(plan: Plan, failed: Outcome): { plan: Plan; outcome: Outcome; tries: number } {
  let best = { plan, outcome: failed };
  let tries = 0;
  let size = Math.ceil(failed.happened.length / 2);
  while (size >= 1) {
    const before = best;
    for (let from = 0; from < best.outcome.happened.length && tries < MAX_TRIES; ) {
      const out = best.outcome.happened.slice(from, from + size);
      const smaller: Plan = { ...best.plan, without: new Set([...(best.plan.without ?? []), ...out]) };
      const outcome = simulate(smaller);
      tries++;
      if (outcome.breach?.invariant === failed.breach?.invariant) best = { plan: smaller, outcome };
      else from += size;
    }
    // What could not be spared may have become so.
    if (size === 1 && best === before) break;
    size = Math.max(1, Math.floor(size / 2));
  }
  return { ...best, tries };
}

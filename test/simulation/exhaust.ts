import { STORIES } from './scenarios/stories';
import { type Breach, type Plan, simulate } from './simulate';
import type { Faults } from './world/faults';

export interface Exhausted {
  story: string;
  seed: number;
  /** Where an invocation can die: before and after every effect. */
  points: number;
  /** How many histories were lived through, each with a crash, or a pair of crashes, of its own. */
  histories: number;
  breaches: { crashAt: readonly number[]; breach: Breach }[];
}

export const storyNames = Object.keys(STORIES);

interface How {
  /** A second crash at each of so many points after the first, too. */
  pairsWithin?: number;
  /** What else may break, besides what the story says. */
  faults?: Partial<Faults>;
}

/** Tells a story once without a crash, and then again with a crash at every point that it has. */
export function exhaust(story: string, seed: number, { pairsWithin = 0, faults = {} }: How = {}): Exhausted {
  const told = STORIES[story];
  if (!told) throw new Error(`There is no story "${story}".`);
  const tell = (crashAt: readonly number[]) => {
    const plan: Plan = { seed, faults: { ...told.faults, ...faults }, crashAt };
    return simulate(plan, told.cast);
  };
  const calm = tell([]);
  const points = calm.stats.crashPoints;
  const result: Exhausted = { story, seed, points, histories: 1, breaches: [] };
  const look = (crashAt: readonly number[], { breach } = tell(crashAt)) => {
    result.histories++;
    if (breach) result.breaches.push({ crashAt, breach });
  };
  if (calm.breach) result.breaches.push({ crashAt: [], breach: calm.breach });
  for (let first = 0; first < points; first++) {
    look([first]);
    for (let gap = 1; gap <= pairsWithin; gap++) look([first, first + gap]);
  }
  return result;
}

import { proofStorm } from './scenarios/proof-storm';
import { simulate } from './simulate';
import { NO_FAULTS } from './world/faults';

/** What a bundle of the simulation is asked for from outside. */
export { exhaust, storyNames } from './exhaust';
export { shrink } from './shrink';
export { simulate } from './simulate';
export { NO_FAULTS } from './world/faults';

/** Two hundred proofs of one payment at once. */
export const storm = (seed: number) =>
  simulate({ seed, faults: { ...NO_FAULTS, loseAllNotifications: true } }, proofStorm);

import { lateStory } from './scenarios/late-story';
import { proofStorm } from './scenarios/proof-storm';
import { refundStorm } from './scenarios/refund-storm';
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

/** A hundred refunds of one order, on a day on which a good deal breaks. */
export const refunds = (seed: number) => simulate({ seed, faults: REFUND_DAY }, refundStorm);

const REFUND_DAY = {
  ...NO_FAULTS,
  ...{ crash: 0.005, gatewaySilence: 0.1, refundSilence: 0.2, unknownCommit: 0.03, doubledTick: 0.3, looseLeases: 0.3 },
  ...{ lostNotification: 0.3, doubledNotification: 0.3, refundLater: 0.1, refundNever: 0.05, refundStuck: 0.1 },
};

/** A payment that comes after the closing; nobody tells us of every second one. */
export const late = (seed: number) =>
  simulate({ seed, faults: { ...NO_FAULTS, loseAllNotifications: seed % 2 === 0 } }, lateStory);

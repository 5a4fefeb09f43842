import { Choices } from './choices';

/** How often things go wrong in one history: each a probability for each occasion. */
export interface Faults {
  /** The invocation dies before an effect, or after it and before it hears of it. */
  crash: number;
  /** WeChat does not answer; what was asked is done, is done later, or is not done. */
  gatewaySilence: number;
  /** The platform does not say how a commit went; it went through, or it did not. */
  unknownCommit: number;
  /** A read or write fails, and nothing came of it. */
  databaseFailure: number;
  /** An effect takes up to fifteen seconds longer. */
  slow: number;
  /** A notification, or our answer to it, is lost. */
  lostNotification: number;
  doubledNotification: number;
  /** Nothing that WeChat sends arrives, all day. */
  loseAllNotifications: boolean;
  /** An answer does not reach the phone. */
  lostReply: number;
}

export const NO_FAULTS: Faults = {
  crash: 0,
  gatewaySilence: 0,
  unknownCommit: 0,
  databaseFailure: 0,
  slow: 0,
  lostNotification: 0,
  doubledNotification: 0,
  loseAllNotifications: false,
  lostReply: 0,
};

/** A kind of day, drawn from the seed: from nearly calm to one on which everything breaks. */
export function drawFaults(seed: number): Faults {
  const day = new Choices(seed, 'faults');
  return {
    crash: day.chance(0.2) ? 0 : day.fraction() * 0.08,
    gatewaySilence: day.fraction() * 0.2,
    unknownCommit: day.fraction() * 0.05,
    databaseFailure: day.fraction() * 0.02,
    slow: day.fraction() * 0.05,
    lostNotification: day.fraction() * 0.6,
    doubledNotification: day.fraction() * 0.5,
    loseAllNotifications: day.chance(0.15),
    lostReply: day.fraction() * 0.1,
  };
}

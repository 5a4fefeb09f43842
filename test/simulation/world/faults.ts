import { Choices } from './choices';

/** How often things go wrong in one history: each a probability for each occasion. */
export interface Faults {
  /** The invocation dies before an effect, or after it and before it hears of it. */
  crash: number;
  /** WeChat does not answer; what was asked is done, is done later, or is not done. */
  gatewaySilence: number;
  /** The same of a refund that is asked for. */
  refundSilence: number;
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
  /** The platform's clock leaves out a minute, or calls twice. */
  droppedTick: number;
  doubledTick: number;
  /**
   * How often a call's leases take time and can fail. They decide nothing, and are half of what the clock asks of the
   * database, so in most calls they come at once.
   */
  feltLeases: number;
  /** A call finds every lease free, whoever holds it. */
  looseLeases: number;
  /** Goods or shipping information do not reach the receiver, or its thanks do not reach us. */
  failedDelivery: number;
  /** A receiver never takes what is for this order. */
  deadReceiver: number;
  /** WeChat will not have a refund today: the balance is too small, or there were too many requests. */
  refundLater: number;
  /** WeChat will not have a refund at all, and does not say so before some tries. */
  refundNever: number;
  /** WeChat accepts a refund and cannot bring the money back. */
  refundStuck: number;
}

export const NO_FAULTS: Faults = {
  crash: 0,
  gatewaySilence: 0,
  refundSilence: 0,
  unknownCommit: 0,
  databaseFailure: 0,
  slow: 0,
  lostNotification: 0,
  doubledNotification: 0,
  loseAllNotifications: false,
  lostReply: 0,
  droppedTick: 0,
  doubledTick: 0,
  feltLeases: 0,
  looseLeases: 0,
  failedDelivery: 0,
  deadReceiver: 0,
  refundLater: 0,
  refundNever: 0,
  refundStuck: 0,
};

/** A kind of day, drawn from the seed: from calm to one on which everything breaks. */
export function drawFaults(seed: number): Faults {
  const day = new Choices(seed, 'faults');
  if (day.chance(0.1)) return { ...NO_FAULTS, loseAllNotifications: day.chance(0.5) };
  return {
    crash: day.chance(0.2) ? 0 : day.fraction() * 0.08,
    gatewaySilence: day.fraction() * 0.2,
    refundSilence: day.fraction() * 0.4,
    unknownCommit: day.fraction() * 0.05,
    databaseFailure: day.fraction() * 0.02,
    slow: day.fraction() * 0.05,
    lostNotification: day.fraction() * 0.6,
    doubledNotification: day.fraction() * 0.5,
    loseAllNotifications: day.chance(0.15),
    lostReply: day.fraction() * 0.1,
    droppedTick: 0.1,
    doubledTick: 0.1,
    feltLeases: 0.1,
    looseLeases: 0.5,
    failedDelivery: day.fraction() * 0.3,
    deadReceiver: 0.03,
    refundLater: day.fraction() * 0.3,
    refundNever: day.fraction() * 0.5,
    refundStuck: day.fraction() * 0.5,
  };
}

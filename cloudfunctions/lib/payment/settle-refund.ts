import type { Refund, RefundStatus } from './documents';
import { minus, plus } from './fen';
import { findRefundMismatch } from './find-refund-mismatch';
import type { Order } from './order';
import type { RefundConflictReason } from './refund-conflict-reason';
import type { RefundFact } from './refund-fact';

export type RefundSettlement =
  /** The money is back, or WeChat will never send it; either way the reservation is over. */
  | { kind: 'ended'; status: 'SUCCESS' | 'CLOSED'; changes: Pick<Order, 'reserved' | 'refunded'> }
  /** WeChat is at it, or a person has to be: the reservation stays. */
  | { kind: 'moved'; status: 'SUBMITTED' | 'ABNORMAL' }
  | { kind: 'unchanged' }
  | { kind: 'conflict'; reason: RefundConflictReason };

type Verdict = 'SUBMITTED' | 'ABNORMAL' | 'SUCCESS' | 'CLOSED' | 'unchanged' | RefundConflictReason;
type KnownState = 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';

const NEVER_SENT: Record<KnownState, Verdict> = {
  PROCESSING: 'refund-not-sent',
  SUCCESS: 'refund-not-sent',
  CLOSED: 'refund-not-sent',
  ABNORMAL: 'refund-not-sent',
};

/**
 * What each state at WeChat makes of each status here. Messages overtake each other, so what was said before the end and
 * comes after it is no news; two different ends are a conflict.
 */
const VERDICTS: Record<RefundStatus, Record<KnownState, Verdict>> = {
  ASKED: NEVER_SENT,
  DECLINED: NEVER_SENT,
  REQUESTED: { PROCESSING: 'SUBMITTED', SUCCESS: 'SUCCESS', CLOSED: 'CLOSED', ABNORMAL: 'ABNORMAL' },
  SUBMITTED: { PROCESSING: 'unchanged', SUCCESS: 'SUCCESS', CLOSED: 'CLOSED', ABNORMAL: 'ABNORMAL' },
  ABNORMAL: { PROCESSING: 'unchanged', SUCCESS: 'SUCCESS', CLOSED: 'CLOSED', ABNORMAL: 'unchanged' },
  SUCCESS: { PROCESSING: 'unchanged', SUCCESS: 'unchanged', CLOSED: 'refund-ended', ABNORMAL: 'unchanged' },
  CLOSED: { PROCESSING: 'unchanged', SUCCESS: 'refund-ended', CLOSED: 'unchanged', ABNORMAL: 'unchanged' },
};

/**
 * Decides what WeChat's word about a refund does to it and to its order. The only rule that ends a refund, whichever way
 * the word reached us: answer, notification, query or bill. A conflict changes nothing.
 */
export function settleRefund(order: Order, refund: Refund, fact: RefundFact): RefundSettlement {
  if (!isKnownState(fact.state)) return { kind: 'conflict', reason: 'refund-unknown-state' };
  const mismatch = findRefundMismatch(order, fact);
  if (mismatch) return { kind: 'conflict', reason: mismatch };
  if (fact.amount !== refund.amount) return { kind: 'conflict', reason: 'refund-amount' };

  const verdict = VERDICTS[refund.status][fact.state];
  switch (verdict) {
    case 'unchanged':
      return { kind: 'unchanged' };
    case 'SUBMITTED':
    case 'ABNORMAL':
      return { kind: 'moved', status: verdict };
    case 'SUCCESS':
    case 'CLOSED':
      return { kind: 'ended', status: verdict, changes: released(order, refund, verdict) };
    default:
      return { kind: 'conflict', reason: verdict };
  }
}

/** The sums of an order whose refund has ended: what was reserved for it went back to the buyer, or is the shop's again. */
export function released(
  { reserved, refunded }: Order,
  { amount }: Refund,
  status: 'SUCCESS' | 'CLOSED',
): Pick<Order, 'reserved' | 'refunded'> {
  return {
    reserved: minus(reserved, amount),
    refunded: status === 'SUCCESS' ? plus(refunded, amount) : refunded,
  };
}

function isKnownState(state: string): state is KnownState {
  return Object.hasOwn(VERDICTS.REQUESTED, state);
}

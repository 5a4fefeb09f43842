import { plus } from './fen';
import { findRefundMismatch } from './find-refund-mismatch';
import type { Order } from './order';
import type { RefundConflictReason } from './refund-conflict-reason';
import type { RefundFact } from './refund-fact';
import { refundable } from './refundability';

export type RefundImport =
  | { kind: 'imported'; changes: Pick<Order, 'refunded' | 'refundCount'> }
  /** It is not over yet, or came to nothing. */
  | { kind: 'unchanged' }
  /**
   * It fits as soon as the payment is known here, or one of our own refunds gives its reservation back; WeChat may come again
   * then.
   */
  | { kind: 'not-yet'; reason: 'refund-unpaid-order' | 'refund-too-much' }
  | { kind: 'conflict'; reason: RefundConflictReason };

/**
 * Decides what a refund that we did not ask for does to an order: one made by hand in the merchant console takes from what
 * is left, and so lowers what can be refunded here.
 */
export function importRefund(order: Order, fact: RefundFact): RefundImport {
  const mismatch = findRefundMismatch(order, fact);
  if (mismatch) return { kind: 'conflict', reason: mismatch };
  switch (fact.state) {
    case 'PROCESSING':
    case 'CLOSED':
      return { kind: 'unchanged' };
    case 'ABNORMAL':
      return { kind: 'conflict', reason: 'refund-abnormal' };
    case 'SUCCESS':
      break;
    default:
      return { kind: 'conflict', reason: 'refund-unknown-state' };
  }
  if (order.status !== 'PAID') return { kind: 'not-yet', reason: 'refund-unpaid-order' };
  if (fact.amount < 1) return { kind: 'conflict', reason: 'refund-amount' };
  if (fact.amount > refundable(order)) {
    const fitsLater = plus(order.refunded, fact.amount) <= order.amount;
    return { kind: fitsLater ? 'not-yet' : 'conflict', reason: 'refund-too-much' };
  }
  const changes = { refunded: plus(order.refunded, fact.amount), refundCount: order.refundCount + 1 };
  return { kind: 'imported', changes };
}

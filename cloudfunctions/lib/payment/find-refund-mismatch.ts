import type { Order } from './order';
import type { RefundConflictReason } from './refund-conflict-reason';
import type { RefundFact } from './refund-fact';

/**
 * The first thing in which a refund, as WeChat tells it, differs from the order it says it is of. WeChat does not always
 * name payment and sub-merchant.
 */
export function findRefundMismatch(order: Order, fact: RefundFact): RefundConflictReason | undefined {
  if (fact.outTradeNo !== order._id) return 'refund-order';
  if (fact.api !== order.api) return 'refund-api';
  if (fact.mchid !== order.mchid) return 'refund-mchid';
  if (fact.subMchid !== undefined && fact.subMchid !== order.subMchid) return 'refund-sub-mchid';
  if (fact.transactionId !== undefined && order.transactionId !== undefined) {
    if (fact.transactionId !== order.transactionId) return 'refund-transaction';
  }
  return undefined;
}

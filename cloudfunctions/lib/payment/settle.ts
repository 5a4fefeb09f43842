import { classifyTradeState } from './classify-trade-state';
import type { ConflictReason } from './conflict-reason';
import type { Payment } from './documents';
import { findMismatch } from './find-mismatch';
import type { Order } from './order';
import type { Trade } from './trade';

/** The fields of an order that a payment changes. */
export type SettledFields = Pick<Order, 'status' | 'late' | 'hold' | 'reserved' | 'refundCount'> &
  Required<Pick<Order, 'transactionId' | 'paidAt'>>;

export type Settlement =
  /** `paid` is to be delivered, `hold` waits for a person, `late` came after closing and goes back in full. */
  | { kind: 'settled'; manner: 'paid' | 'hold' | 'late'; changes: SettledFields }
  | { kind: 'unchanged'; because: 'not-paid' | 'already-paid' }
  | { kind: 'conflict'; reason: ConflictReason };

/**
 * Decides what a trade does to the order that bears its number. The only rule that makes an order PAID, whichever way
 * the trade reached us: notification, query or bill.
 *
 * A conflict changes nothing: parking the order in a state of its own would lose the real payment that may follow.
 *
 * @param recorded the payment already stored under the trade's transaction id, if there is one
 */
export function settle(order: Order, trade: Trade, recorded?: Payment): Settlement {
  const money = classifyTradeState(trade.state);
  if (money === 'unknown') return { kind: 'conflict', reason: 'unknown-state' };
  if (money !== 'paid') return { kind: 'unchanged', because: 'not-paid' };

  const mismatch = findMismatch(order, trade);
  if (mismatch) return { kind: 'conflict', reason: mismatch };
  const { transactionId, paidAt } = trade;
  if (!transactionId || paidAt === undefined) return { kind: 'conflict', reason: 'incomplete' };
  if (recorded && recorded.outTradeNo !== order._id) return { kind: 'conflict', reason: 'transaction-used' };
  if (order.status === 'PAID') {
    return order.transactionId === transactionId
      ? { kind: 'unchanged', because: 'already-paid' }
      : { kind: 'conflict', reason: 'second-payment' };
  }

  const manner = order.status === 'CLOSED' ? 'late' : trade.state === 'REFUND' ? 'hold' : 'paid';
  const late = manner === 'late';
  const changes: SettledFields = {
    status: 'PAID',
    transactionId,
    paidAt,
    late,
    hold: manner === 'hold',
    reserved: late ? order.amount : order.reserved,
    refundCount: late ? order.refundCount + 1 : order.refundCount,
  };
  return { kind: 'settled', manner, changes };
}

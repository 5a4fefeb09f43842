import type { Order } from '../trade/order';
import { type Refund, type RefundState, refundStateOf } from '../trade/refund';
import { feeOf } from './bill-text';
import type { Movement } from './movements';

/** A line of a trade bill. Money is fen. */
export interface TradeRow {
  at: number;
  order: Order;
  state: 'SUCCESS' | 'REFUND' | 'REVOKED';
  paid: number;
  returned: number;
  /** Negative where WeChat gives it back. */
  fee: number;
  feeRate: number;
  /** Of REFUND and REVOKED: when it was asked for, when it came, and how it stood when the bill was made. */
  refund?: { refundId: string; outRefundNo: string; state: string; askedAt: number; succeededAt?: number };
}

/** The words of bills, which are not those of the APIs. */
const refundStates: Record<RefundState, string> = {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCESS',
  CLOSED: 'FAIL',
  ABNORMAL: 'CHANGE',
};

/** How a movement stands in the bill that is made at a moment. */
export function tradeRow(movement: Movement, feeRate: number, madeAt: number): TradeRow {
  const { at, order } = movement;
  const fee = (amount: number) => feeOf(amount, feeRate);
  if (movement.kind === 'payment') {
    return { at, order, state: 'SUCCESS', paid: order.total, returned: 0, fee: fee(order.total), feeRate };
  }
  if (movement.kind === 'reversal') {
    // A reversal is a refund in full, at once, without numbers of its own.
    const refund = { refundId: '0', outRefundNo: '0', state: 'SUCCESS', askedAt: at, succeededAt: at };
    return { at, order, state: 'REVOKED', paid: 0, returned: order.total, fee: -fee(order.total), feeRate, refund };
  }
  const { refundId, outRefundNo, amount, finalAt } = movement.refund;
  const state = stateAt(movement.refund, madeAt);
  const refund = {
    ...{ refundId, outRefundNo, state: refundStates[state], askedAt: at },
    ...(state === 'SUCCESS' && { succeededAt: finalAt }),
  };
  return { at, order, state: 'REFUND', paid: 0, returned: amount, fee: -fee(amount), feeRate, refund };
}

/** What was sent on to a bank account later had been ABNORMAL until then. */
function stateAt(refund: Refund, moment: number): RefundState {
  return refund.receiver !== null && moment < refund.finalAt ? 'ABNORMAL' : refundStateOf(refund, moment);
}

import type { OrderView } from '../../../typings/api';
import { callFunction } from '../call-function';
import { isClaimedPaid } from '../checkout/claims';
import { confirmPayment } from '../checkout/confirm-payment';
import { endPurchase } from '../checkout/stored-purchase';
import { describeOrder, type OrderText } from './describe-order';

export interface OrderSeen {
  order: OrderView;
  text: OrderText;
  /** Milliseconds left to pay. */
  left: number;
}

/** Seconds between the questions about an order whose answer is on its way. */
const PAUSES = [1, 2, 3, 5, 8];

/**
 * Shows the order as the server has it, and then, while it has not ended, as WeChat has it: once, or with growing pauses
 * if an answer is on its way. Throws ServiceError if there is nothing to show.
 */
export async function watchOrder(outTradeNo: string, show: (seen: OrderSeen) => void): Promise<void> {
  const first = see((await callFunction('trade', { action: 'get', outTradeNo })).order);
  show(first);
  if (first.order.status === 'PAID' || first.order.status === 'CLOSED') return;
  const asked = await confirmPayment(outTradeNo, first.text.moving ? PAUSES : []);
  if (asked) show(see(asked));
}

function see(order: OrderView): OrderSeen {
  const now = Date.now();
  if (order.status === 'PAID') endPurchase(order.outTradeNo);
  const text = describeOrder(order, isClaimedPaid(order.outTradeNo, now), now);
  return { order, text, left: Math.max(0, order.expiresAt - now) };
}

import type { Order } from './order';

/** Too short for a buyer to pay in, and long enough for what is still on its way to WeChat to arrive. */
const MARGIN = 30_000;

/** Whether a buyer may still be handed payment parameters at this moment (milliseconds since 1970). */
export function payability(
  order: Pick<Order, 'status' | 'expireAt'>,
  now: number,
): 'payable' | 'paid' | 'closed' | 'expired' {
  if (order.status === 'PAID') return 'paid';
  if (order.status === 'CLOSING' || order.status === 'CLOSED') return 'closed';
  return now < order.expireAt - MARGIN ? 'payable' : 'expired';
}

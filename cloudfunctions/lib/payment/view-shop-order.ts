import type { Order } from './order';
import { viewOrder } from './view-order';

/** An order as the shop may see it. Of the buyer it needs no more than to tell him from others. */
export function viewShopOrder(order: Order) {
  return {
    ...viewOrder(order),
    buyer: order.openid.slice(-6),
    late: order.late,
    hold: order.hold,
    fulfilled: order.fulfilledAt !== undefined,
  };
}

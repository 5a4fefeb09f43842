import { mayBecome } from '../payment/may-become';
import type { Order, OrderStatus } from '../payment/order';
import type { Ports } from './ports';

type Change = Partial<Order> & { status: OrderStatus };

/**
 * Moves an order to another status if it may still go there, decided on the document as it is now. `change` may say
 * no by returning undefined. Answers the order as it then is.
 */
export async function moveOrder(
  ports: Ports,
  outTradeNo: string,
  change: (order: Order) => Change | undefined,
): Promise<{ moved: boolean; order: Order }> {
  return ports.database.transaction(async (transaction) => {
    const order = await transaction.get('orders', outTradeNo);
    if (!order) throw new Error(`Order ${outTradeNo} has disappeared.`);
    const changes = change(order);
    if (!changes || !mayBecome(order.status, changes.status)) return { moved: false, order };
    await transaction.update('orders', outTradeNo, changes);
    return { moved: true, order: { ...order, ...changes } };
  });
}

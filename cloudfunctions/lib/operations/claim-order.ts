import type { Order, OrderStatus } from '../payment/order';
import type { Ports } from './ports';

/**
 * Takes an order whose turn it is, and puts off its next turn: of two timers one gets it, and one that fails does not stand
 * in the way of others. Undefined where there is nothing to do any more.
 */
export async function claimOrder(
  { clock, database }: Ports,
  outTradeNo: string,
  statuses: readonly OrderStatus[],
  nextCheckAt: (order: Order, now: number) => number,
): Promise<Order | undefined> {
  const now = clock();
  return database.transaction(async (transaction) => {
    const order = await transaction.get('orders', outTradeNo);
    if (!order || !statuses.includes(order.status) || order.nextCheckAt > now) return undefined;
    const changes = { nextCheckAt: nextCheckAt(order, now) };
    await transaction.update('orders', outTradeNo, changes);
    return { ...order, ...changes };
  });
}

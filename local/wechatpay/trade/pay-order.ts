import { randomUUID } from 'node:crypto';
import type { Gateway } from '../gateway';
import { newTransactionId } from './identifiers';
import type { Order } from './order';

/** Takes the money and owes the merchant a notification, in one transaction. The order must be payable. */
export function payOrder({ world, clock, notifier }: Gateway, order: Order, silent: boolean): string {
  const now = clock.now();
  const transactionId = newTransactionId(now);
  world.transaction(() => {
    world.orders.markPaid(order.id, now, transactionId, silent);
    world.notifications.add({
      eventId: randomUUID(),
      orderId: order.id,
      outTradeNo: order.outTradeNo,
      url: order.notifyUrl,
      createdAt: now,
      ...notifier.firstAttempt(now),
    });
  });
  notifier.wake();
  return transactionId;
}

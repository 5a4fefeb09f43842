import { randomUUID } from 'node:crypto';
import type { Gateway } from '../gateway';
import { type Combined, isCombined } from './combined';
import type { Order } from './order';
import { type Payer, takePayment } from './take-payment';

/**
 * The buyer pays an order, or all orders of a combined one: the money is taken and a notification owed, in one
 * transaction. It must be payable. Answers the transaction_id of each order.
 */
export function payOrder(gateway: Gateway, purchase: Order | Combined, payer: Payer): string[] {
  const transactionIds = gateway.world.transaction(() =>
    isCombined(purchase) ? takeCombined(gateway, purchase, payer) : [takePayment(gateway, purchase, payer)],
  );
  gateway.notifier.wake();
  return transactionIds;
}

/** Of a combined order, one notification tells of all. */
function takeCombined(gateway: Gateway, { id, orders, outTradeNo, notifyUrl }: Combined, payer: Payer): string[] {
  const { world, clock, notifier } = gateway;
  const now = clock.now();
  const transactionIds = orders.map((order) => takePayment(gateway, order, payer));
  world.notifications.add({
    kind: 'combined',
    subjectId: id,
    eventId: randomUUID(),
    outTradeNo,
    url: notifyUrl,
    createdAt: now,
    ...notifier.firstAttempt(now),
  });
  return transactionIds;
}

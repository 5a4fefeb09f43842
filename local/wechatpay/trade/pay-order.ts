import { randomUUID } from 'node:crypto';
import type { Gateway } from '../gateway';
import { newTransactionId } from './identifiers';
import type { Order } from './order';

/** Of whoever scans a code and says no name. */
const someone = 'oLocalBuyer0000000000000000a';

/**
 * Takes the money and owes the merchant a notification, in one transaction. The order must be payable. Who pays is known
 * from a JSAPI order; of the other products it is said here.
 */
export function payOrder(
  { world, clock, notifier }: Gateway,
  order: Order,
  { openid = someone, silent }: { openid?: string | undefined; silent: boolean },
): string {
  const now = clock.now();
  const transactionId = newTransactionId(now);
  world.transaction(() => {
    const payer = order.openid ?? (order.subOpenid === null ? openid : null);
    world.orders.markPaid(order.id, { paidAt: now, transactionId, openid: payer, silent });
    world.notifications.add({
      kind: 'paid',
      subjectId: order.id,
      eventId: randomUUID(),
      outTradeNo: order.outTradeNo,
      url: order.notifyUrl,
      createdAt: now,
      ...notifier.firstAttempt(now),
    });
  });
  notifier.wake();
  return transactionId;
}

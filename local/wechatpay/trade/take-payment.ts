import { randomUUID } from 'node:crypto';
import type { Gateway } from '../gateway';
import { newTransactionId } from './identifiers';
import type { Order } from './order';

/** Of whoever scans a code and says no name. */
export const someone = 'oLocalBuyer0000000000000000a';

export interface Payer {
  openid?: string | undefined;
  /** Whether no notification about the payment is ever to arrive. */
  silent: boolean;
}

/**
 * Marks an order as paid and, where the order names an address, owes it a notification. To be called inside a
 * transaction. Who pays is known from a JSAPI order and of a code; of the other products it is said here. Answers the
 * transaction_id.
 */
export function takePayment(
  { world, clock, notifier }: Gateway,
  order: Order,
  { openid = someone, silent }: Payer,
): string {
  const now = clock.now();
  const transactionId = newTransactionId(now);
  const payer = order.openid ?? (order.subOpenid === null ? openid : null);
  world.orders.markPaid(order.id, { paidAt: now, transactionId, openid: payer, silent });
  if (order.notifyUrl !== null) {
    world.notifications.add({
      kind: 'paid',
      subjectId: order.id,
      eventId: randomUUID(),
      outTradeNo: order.outTradeNo,
      url: order.notifyUrl,
      createdAt: now,
      ...notifier.firstAttempt(now),
    });
  }
  return transactionId;
}

import { randomUUID } from 'node:crypto';
import type { Gateway } from '../gateway';
import type { Order } from './order';
import type { Refund } from './refund';

/** Owes the merchant a notification, due when the refund ends. To be called inside a transaction. */
export function oweRefundNotification({ world, notifier }: Gateway, { id, orderId, notifyUrl, finalAt }: Refund) {
  if (notifyUrl === null) return;
  world.notifications.add({
    kind: 'refunded',
    subjectId: id,
    eventId: randomUUID(),
    outTradeNo: (world.orders.get(orderId) as Order).outTradeNo,
    url: notifyUrl,
    createdAt: finalAt,
    ...notifier.firstAttempt(finalAt),
  });
}

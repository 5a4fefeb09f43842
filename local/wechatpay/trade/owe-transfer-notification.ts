import { randomUUID } from 'node:crypto';
import type { Gateway } from '../gateway';
import type { Transfer } from './transfer';

/**
 * Owes the merchant a notification, due when the transfer ends, instead of any that told another end. To be called inside
 * a transaction.
 */
export function oweTransferNotification({ world, notifier }: Gateway, { id, outBillNo, notifyUrl, endsAt }: Transfer) {
  if (notifyUrl === null) return;
  world.notifications.takeBack('transfer', id);
  world.notifications.add({
    kind: 'transfer',
    subjectId: id,
    eventId: randomUUID(),
    outTradeNo: outBillNo,
    url: notifyUrl,
    createdAt: endsAt,
    ...notifier.firstAttempt(endsAt),
  });
}

import type { Gateway } from '../gateway';
import { paidNotificationV2 } from '../v2/paid-notification';
import { paidNotificationV3 } from '../v3/paid-notification';
import type { Notification } from '../world/notifications';
import type { NotificationMessage } from './message';

/** The message about a payment, in the version its order was made with; undefined where nothing is to arrive. */
export function paidMessage(
  gateway: Omit<Gateway, 'notifier'>,
  notification: Notification,
): NotificationMessage | undefined {
  const order = gateway.world.orders.get(notification.orderId);
  const merchant = order && gateway.keys.merchants.get(order.mchid);
  if (!merchant || order.silent) return undefined;
  const message =
    order.api === 'v2'
      ? paidNotificationV2(gateway, order, merchant)
      : paidNotificationV3(gateway, order, merchant, notification);
  return gateway.faults.take('corruptNotifications') ? { ...message, body: corrupted(message.body) } : message;
}

/** The same text with one letter or digit changed, so that it still parses and no longer verifies. */
export function corrupted(body: string): string {
  const middle = Math.floor(body.length / 2);
  const at = body.slice(middle).search(/[A-Za-z0-9](?=[A-Za-z0-9]{2})/);
  if (at < 0) return `${body} `;
  const changed = body[middle + at] === '7' ? '8' : '7';
  return body.slice(0, middle + at) + changed + body.slice(middle + at + 1);
}

import type { GatewayParts } from '../gateway-parts';
import { paidNotificationV2 } from '../v2/paid-notification';
import { paidNotificationV3 } from '../v3/paid-notification';
import type { Notification } from '../world/notifications';
import type { NotificationMessage } from './message';

/** The message about a payment, in the version its order was made with; undefined where nothing is to arrive. */
export function paidMessage(gateway: GatewayParts, notification: Notification): NotificationMessage | undefined {
  const order = gateway.world.orders.get(notification.subjectId);
  const merchant = order && gateway.keys.merchants.get(order.mchid);
  if (!merchant || order.silent) return undefined;
  return order.api === 'v2'
    ? paidNotificationV2(gateway, order, merchant)
    : paidNotificationV3(gateway, order, merchant, notification);
}

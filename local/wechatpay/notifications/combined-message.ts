import type { GatewayParts } from '../gateway-parts';
import { combinedOf } from '../trade/combined';
import { combinedNotification } from '../v3/combined-notification';
import type { Notification } from '../world/notifications';
import type { NotificationMessage } from './message';

/** The message about the payment of a combined order; undefined where nothing is to arrive. */
export function combinedMessage(gateway: GatewayParts, notification: Notification): NotificationMessage | undefined {
  const row = gateway.world.combines.get(notification.subjectId);
  const merchant = row && gateway.keys.merchants.get(row.mchid);
  if (!merchant) return undefined;
  const combined = combinedOf(gateway.world, row);
  if (combined.orders.some(({ silent }) => silent)) return undefined;
  return combinedNotification(gateway, combined, merchant, notification);
}

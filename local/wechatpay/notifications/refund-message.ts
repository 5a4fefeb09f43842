import type { GatewayParts } from '../gateway-parts';
import { asEnded } from '../trade/refund';
import { refundNotificationV2 } from '../v2/refund-notification';
import { refundNotificationV3 } from '../v3/refund-notification';
import type { Notification } from '../world/notifications';
import type { NotificationMessage } from './message';

/** The message about the end of a refund, in the version it was asked for with. */
export function refundMessage(gateway: GatewayParts, notification: Notification): NotificationMessage | undefined {
  const present = gateway.world.refunds.get(notification.subjectId);
  const order = present && gateway.world.orders.get(present.orderId);
  const merchant = order && gateway.keys.merchants.get(order.mchid);
  if (!present || !order || !merchant) return undefined;
  const refund = asEnded(present, notification.createdAt);
  return refund.api === 'v2'
    ? refundNotificationV2(gateway, { order, refund }, merchant)
    : refundNotificationV3(gateway, { order, refund }, merchant, notification);
}

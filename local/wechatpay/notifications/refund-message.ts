import type { GatewayParts } from '../gateway-parts';
import type { Refund } from '../trade/refund';
import { refundNotificationV2 } from '../v2/refund-notification';
import { refundNotificationV3 } from '../v3/refund-notification';
import type { Notification } from '../world/notifications';
import type { NotificationMessage } from './message';

/** The message about the end of a refund, in the version it was asked for with. */
export function refundMessage(
  gateway: GatewayParts,
  notification: Notification,
  refund: Refund,
): NotificationMessage | undefined {
  const order = gateway.world.orders.get(refund.orderId);
  const merchant = order && gateway.keys.merchants.get(order.mchid);
  if (!merchant) return undefined;
  return refund.api === 'v2'
    ? refundNotificationV2(gateway, { order, refund }, merchant)
    : refundNotificationV3(gateway, { order, refund }, merchant, notification);
}

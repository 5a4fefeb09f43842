import type { GatewayParts } from '../gateway-parts';
import { type MovedProfitShare, profitShareNotification } from '../v3/profit-share-notification';
import type { Notification } from '../world/notifications';
import type { NotificationMessage } from './message';

/** The message to a receiver about what he got. */
export function profitShareMessage(gateway: GatewayParts, notification: Notification): NotificationMessage | undefined {
  const detail = gateway.world.profitShareDetails.get(notification.subjectId);
  if (!detail) return undefined;
  const { account, amount, description, shareId, endsAt: at } = detail;
  return message(gateway, notification, shareId, { type: 'SUCCESS', account, amount, description, at });
}

/** The message to a receiver about what he gave back. */
export function profitShareReturnMessage(
  gateway: GatewayParts,
  notification: Notification,
): NotificationMessage | undefined {
  const returned = gateway.world.profitShareReturns.get(notification.subjectId);
  if (!returned) return undefined;
  const { mchid: account, amount, description, shareId, createdAt: at, returnNo, outReturnNo } = returned;
  const moved = { type: 'RETURN', account, amount, description, at, returned: { returnNo, outReturnNo } } as const;
  return message(gateway, notification, shareId, moved);
}

function message(
  gateway: GatewayParts,
  notification: Notification,
  shareId: number,
  moved: Omit<MovedProfitShare, 'order' | 'share'>,
): NotificationMessage | undefined {
  const share = gateway.world.profitShares.get(shareId);
  const order = share && gateway.world.orders.get(share.orderId);
  const receiver = gateway.keys.merchants.get(moved.account);
  if (!share || !order || !receiver) return undefined;
  return profitShareNotification(gateway, { ...moved, order, share }, receiver, notification);
}

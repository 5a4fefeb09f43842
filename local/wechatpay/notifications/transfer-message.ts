import type { GatewayParts } from '../gateway-parts';
import { transferNotification } from '../v3/transfer-notification';
import type { Notification } from '../world/notifications';
import type { NotificationMessage } from './message';

/** The message about the end of a transfer. */
export function transferMessage(gateway: GatewayParts, notification: Notification): NotificationMessage | undefined {
  const transfer = gateway.world.transfers.get(notification.subjectId);
  const merchant = transfer && gateway.keys.merchants.get(transfer.mchid);
  return merchant && transferNotification(gateway, transfer, merchant, notification);
}

import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage } from '../notifications/message';
import type { Combined } from '../trade/combined';
import type { Notification } from '../world/notifications';
import { combinedView } from './combined-view';
import { signedNotification } from './signed-notification';

/** 合单支付成功回调通知. https://pay.weixin.qq.com/docs/merchant/apis/combine-payment/orders/payment-notice.html */
export function combinedNotification(
  gateway: Pick<Gateway, 'clock' | 'faults' | 'signer'>,
  combined: Combined,
  merchant: Merchant,
  notification: Notification,
): NotificationMessage {
  // A refund since then makes no other event of it.
  const orders = combined.orders.map((order) => ({ ...order, state: 'SUCCESS' as const }));
  const event = {
    type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
    resource: combinedView({ ...combined, orders }, gateway.clock.now(), gateway.faults),
  };
  return signedNotification(gateway, event, merchant, notification);
}

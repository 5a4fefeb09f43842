import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage } from '../notifications/message';
import type { Order } from '../trade/order';
import type { Notification } from '../world/notifications';
import { signedNotification } from './signed-notification';
import { transactionOf } from './transaction';

/** 支付成功回调通知. https://pay.weixin.qq.com/doc/v3/merchant/4012791902 */
export function paidNotificationV3(
  gateway: Pick<Gateway, 'clock' | 'faults' | 'signer'>,
  order: Order,
  merchant: Merchant,
  notification: Notification,
): NotificationMessage {
  // A refund since then makes no other event of it.
  const paid: Order = { ...order, state: 'SUCCESS' };
  const event = {
    type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
    resource: transactionOf(paid, gateway.clock.now(), gateway.faults),
  };
  return signedNotification(gateway, event, merchant, notification);
}

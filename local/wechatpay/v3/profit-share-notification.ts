import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage } from '../notifications/message';
import { rfc3339 } from '../trade/beijing-time';
import type { Order } from '../trade/order';
import type { ProfitShare } from '../trade/profit-share';
import type { Notification } from '../world/notifications';
import { signedNotification } from './signed-notification';

/** Money of a payment that came to a receiver, or went back. */
export interface MovedProfitShare {
  type: 'SUCCESS' | 'RETURN';
  order: Order;
  share: ProfitShare;
  /** The numbers of what went back. */
  returned?: { returnNo: string; outReturnNo: string };
  account: string;
  amount: number;
  description: string;
  at: number;
}

const summaries = { SUCCESS: '分账', RETURN: '分账回退' } as const;

/** 分账动账通知, which goes to the receiver. https://pay.weixin.qq.com/doc/v3/merchant/4012289679 */
export function profitShareNotification(
  gateway: Pick<Gateway, 'clock' | 'faults' | 'signer'>,
  { type, order, share, returned, account, amount, description, at }: MovedProfitShare,
  receiver: Merchant,
  notification: Notification,
): NotificationMessage {
  const resource = {
    ...(order.subMchid === null ? { mchid: order.mchid } : { sp_mchid: order.mchid, sub_mchid: order.subMchid }),
    transaction_id: order.transactionId,
    order_id: returned?.returnNo ?? share.shareNo,
    out_order_no: returned?.outReturnNo ?? share.outOrderNo,
    receiver: { type: 'MERCHANT_ID', account, amount, description },
    success_time: rfc3339(at),
  };
  const event = {
    type: `PROFITSHARING.${type}`,
    summary: summaries[type],
    originalType: 'profitsharing',
    resource,
  };
  return signedNotification(gateway, event, receiver, notification);
}

import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage } from '../notifications/message';
import { rfc3339 } from '../trade/beijing-time';
import type { Order } from '../trade/order';
import type { Refund } from '../trade/refund';
import type { Notification } from '../world/notifications';
import { receivingAccountOf } from './refund-view';
import { signedNotification } from './signed-notification';

const summaries = { SUCCESS: '退款成功', CLOSED: '退款关闭', ABNORMAL: '退款异常' } as const;

/** 退款结果通知. https://pay.weixin.qq.com/docs/merchant/apis/refund/refunds/refund-result-notice.html */
export function refundNotificationV3(
  gateway: Pick<Gateway, 'clock' | 'faults' | 'signer'>,
  { order, refund }: { order: Order; refund: Refund },
  merchant: Merchant,
  notification: Notification,
): NotificationMessage {
  const { outcome } = refund;
  const amount = refund.amount + (gateway.faults.take('wrongAmount') ? 1 : 0);
  const resource = {
    ...(order.subMchid === null ? { mchid: order.mchid } : { sp_mchid: order.mchid, sub_mchid: order.subMchid }),
    out_trade_no: order.outTradeNo,
    transaction_id: order.transactionId,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_status: outcome,
    ...(outcome === 'SUCCESS' && { success_time: rfc3339(refund.finalAt) }),
    user_received_account: receivingAccountOf(refund),
    amount: { total: order.total, refund: amount, payer_total: order.total, payer_refund: amount },
  };
  const event = { type: `REFUND.${outcome}`, summary: summaries[outcome], originalType: 'refund', resource };
  return signedNotification(gateway, event, merchant, notification);
}

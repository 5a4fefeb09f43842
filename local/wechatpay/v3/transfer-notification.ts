import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage } from '../notifications/message';
import { rfc3339 } from '../trade/beijing-time';
import type { Transfer } from '../trade/transfer';
import type { Notification } from '../world/notifications';
import { signedNotification } from './signed-notification';

/** 商家转账回调通知. https://pay.weixin.qq.com/doc/v3/merchant/4012712115 */
export function transferNotification(
  gateway: Pick<Gateway, 'clock' | 'faults' | 'signer'>,
  transfer: Transfer,
  merchant: Merchant,
  notification: Notification,
): NotificationMessage {
  const resource = {
    out_bill_no: transfer.outBillNo,
    transfer_bill_no: transfer.transferBillNo,
    state: transfer.outcome,
    mch_id: transfer.mchid,
    transfer_amount: transfer.amount + (gateway.faults.take('wrongAmount') ? 1 : 0),
    openid: transfer.openid,
    ...(transfer.failReason !== null && { fail_reason: transfer.failReason }),
    create_time: rfc3339(transfer.createdAt),
    update_time: rfc3339(transfer.endsAt),
  };
  const event = {
    type: 'MCHTRANSFER.BILL.FINISHED',
    summary: '商家转账单据终态通知',
    originalType: 'mch_payment',
    resource,
  };
  return signedNotification(gateway, event, merchant, notification);
}

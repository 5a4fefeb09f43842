import type { RefundFact } from '../../payment/refund-fact';
import type { RefundOrder } from '../../payment/refund-order';
import { fitText } from '../fit-text';
import { call, type V3Client } from './call';
import { readAnsweredRefund } from './read-refund';
import { REFUNDS_PATH } from './refund-paths';

/**
 * 申请退款; may be repeated with the same number and content. Refuses with NOT_ENOUGH, which more money on the merchant's
 * account cures, with ORDER_NOT_EXIST, INVALID_REQUEST and others.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791903
 */
export async function refund(client: V3Client, order: RefundOrder): Promise<RefundFact> {
  const { merchant, notifyUrl } = client.configuration;
  const body = await call(client, 'POST', REFUNDS_PATH, {
    sub_mchid: merchant.subMchid,
    transaction_id: order.transactionId,
    out_refund_no: order.outRefundNo,
    reason: fitText(order.reason, 80) || undefined,
    notify_url: `${notifyUrl}/notify/v3`,
    amount: { refund: order.amount, total: order.total, currency: 'CNY' },
  });
  return readAnsweredRefund(body, merchant, order);
}

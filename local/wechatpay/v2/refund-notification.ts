import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage } from '../notifications/message';
import { spacedTime } from '../trade/beijing-time';
import { newNonce } from '../trade/identifiers';
import type { Order } from '../trade/order';
import type { Refund } from '../trade/refund';
import type { ResultFields } from './operation';
import { acceptsV2 } from './paid-notification';
import { receivingAccountOf, refundAccount, refundStatus } from './refund-fields';
import { sealReqInfo } from './req-info';
import { writeXml } from './xml';

/**
 * 退款结果通知: encrypted and not signed, so that whoever has the key could have written it.
 * https://pay.weixin.qq.com/doc/v2/merchant/4011935223
 */
export function refundNotificationV2(
  { faults }: Pick<Gateway, 'faults'>,
  { order, refund }: { order: Order; refund: Refund },
  merchant: Merchant,
): NotificationMessage {
  const { outcome, finalAt } = refund;
  const amount = refund.amount + (faults.take('wrongAmount') ? 1 : 0);
  const told: ResultFields = [
    ['out_refund_no', refund.outRefundNo],
    ['out_trade_no', order.outTradeNo],
    ['refund_account', refundAccount],
    ['refund_fee', amount],
    ['refund_id', refund.refundId],
    ['refund_recv_accout', receivingAccountOf(refund)],
    ['refund_request_source', refund.origin],
    ['refund_status', refundStatus[outcome]],
    ['settlement_refund_fee', amount],
    ['settlement_total_fee', order.total],
    ['success_time', outcome === 'SUCCESS' ? spacedTime(finalAt) : ''],
    ['total_fee', order.total],
    ['transaction_id', order.transactionId as string],
    ['cash_refund_fee', amount],
  ];
  const fields: ResultFields = [
    ['return_code', 'SUCCESS'],
    ['appid', faults.take('wrongAppid') ? 'wx0000000000000000' : order.appid],
    ['mch_id', order.mchid],
    ['sub_appid', order.subAppid ?? ''],
    ['sub_mch_id', order.subMchid ?? ''],
    ['nonce_str', newNonce()],
    [
      'req_info',
      sealReqInfo(
        writeXml(
          told.filter(([, value]) => value !== ''),
          'root',
        ),
        merchant.apiKey,
      ),
    ],
  ];
  return {
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: writeXml(fields.filter(([, value]) => value !== '')),
    accepts: acceptsV2,
  };
}

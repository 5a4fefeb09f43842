import { createHash } from 'node:crypto';
import type { Merchant } from '../../payment/merchant';
import type { Notification } from '../../payment/notification';
import type { V2Credentials } from '../configuration';
import { OUT_REFUND_NO, OUT_TRADE_NO } from '../number-shapes';
import { decrypt } from './decrypt';
import type { Fields } from './string-to-sign';
import { parseXml } from './xml';

/**
 * 退款结果通知 of API v2, which is the one message with `req_info`. It is not signed: its numbers are a hint,
 * its amount and state are not even that, and one that cannot be read is a stranger's.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_16
 */
export function readRefundNotification(
  merchant: Merchant,
  { apiKey }: V2Credentials,
  fields: Fields,
  message: Buffer,
): Notification {
  if (fields.mch_id !== merchant.mchid) return { kind: 'untrusted', reason: '退款通知属于别的商户号' };
  let refund: Fields;
  try {
    refund = parseXml(decrypt(fields.req_info ?? '', apiKey), 'root');
  } catch (cause) {
    return { kind: 'untrusted', reason: (cause as Error).message };
  }
  const { out_trade_no: outTradeNo = '', out_refund_no: outRefundNo = '' } = refund;
  if (!OUT_TRADE_NO.test(outTradeNo) || !OUT_REFUND_NO.test(outRefundNo)) {
    return { kind: 'untrusted', reason: '退款通知没有合规的 out_trade_no 和 out_refund_no' };
  }
  return { kind: 'refund-hint', id: createHash('sha256').update(message).digest('hex'), outTradeNo, outRefundNo };
}

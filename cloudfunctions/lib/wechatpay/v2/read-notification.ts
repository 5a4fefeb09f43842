import { createHash } from 'node:crypto';
import type { Merchant } from '../../payment/merchant';
import type { Notification, NotificationRequest } from '../../payment/notification';
import type { V2Credentials } from '../configuration';
import { readRefundNotification } from './read-refund-notification';
import { readTrade } from './read-trade';
import type { Fields } from './string-to-sign';
import { verify } from './verify';
import { parseXml } from './xml';

/**
 * 支付结果通知 and 退款结果通知 of API v2, told apart by what they carry and not by the address they came to: the merchant
 * platform can send either to one address. The signature is one of the fields, so reading comes before verifying here;
 * nothing is made of what was read until it is verified.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=9_7
 */
export function readNotification(
  merchant: Merchant,
  credentials: V2Credentials,
  { body }: NotificationRequest,
): Notification {
  let fields: Fields;
  try {
    fields = parseXml(body);
  } catch (cause) {
    return { kind: 'untrusted', reason: (cause as Error).message };
  }
  if (fields.req_info) return readRefundNotification(merchant, credentials, fields, body);
  const problem = verify(fields, credentials);
  if (problem) return { kind: 'untrusted', reason: problem };

  const id = createHash('sha256').update(body).digest('hex');
  if (fields.return_code !== 'SUCCESS' || fields.result_code !== 'SUCCESS') {
    return { kind: 'unhandled', id, type: `result_code ${fields.result_code ?? ''}` };
  }
  try {
    // A notification means that money came and names no state. WeChat signs the answer to a query with the same key, and
    // that one does: it must not pass for a payment here.
    const trade = readTrade(fields, fields.trade_state ?? 'SUCCESS', merchant, body);
    return { kind: 'trade', id, trade };
  } catch (cause) {
    return { kind: 'malformed', reason: (cause as Error).message };
  }
}

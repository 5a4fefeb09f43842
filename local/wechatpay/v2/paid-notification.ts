import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage, ReceivedAnswer } from '../notifications/message';
import { newNonce } from '../trade/identifiers';
import type { Order } from '../trade/order';
import { deviceField } from './device-field';
import type { ResultFields } from './operation';
import { paidFields } from './paid-fields';
import { type SignType, sign, stringToSign } from './sign';
import { parseXml, writeXml } from './xml';

/**
 * 支付结果通知: signed with the order's sign type. Like WeChat's own, it does not say which one that is: whoever takes
 * a missing `sign_type` for MD5 refuses the genuine message of an HMAC order.
 * https://pay.weixin.qq.com/doc/v2/merchant/4011935221
 */
export function paidNotificationV2(
  { faults }: Pick<Gateway, 'faults'>,
  order: Order,
  merchant: Merchant,
): NotificationMessage {
  const appid = faults.take('wrongAppid') ? 'wx0000000000000000' : order.appid;
  const fields: ResultFields = [
    ['return_code', 'SUCCESS'],
    ['return_msg', 'OK'],
    ['result_code', 'SUCCESS'],
    ['appid', appid],
    ['mch_id', order.mchid],
    ...(order.subAppid ? ([['sub_appid', order.subAppid]] as ResultFields) : []),
    ...(order.subMchid ? ([['sub_mch_id', order.subMchid]] as ResultFields) : []),
    ...deviceField(order),
    ['nonce_str', newNonce()],
    ...paidFields(order, faults),
  ];
  const present = fields.filter(([, value]) => value !== '');
  const signature = sign(present, merchant.apiKey, order.signType as SignType);
  return {
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: writeXml([...present, ['sign', signature]]),
    signed: stringToSign(present, '********'),
    accepts: acceptsV2,
  };
}

/** The merchant has heard it when it answers 200 and SUCCESS. */
export function acceptsV2({ status, body }: ReceivedAnswer): boolean {
  return status === 200 && parseXml(body.trim())?.get('return_code') === 'SUCCESS';
}

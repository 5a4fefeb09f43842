import type { Cloud } from '../cloud';
import { judgeUpload } from './judge-upload';
import type { Payment } from './payment';
import { readShippingInfo, type ShippingError, type ShippingInfo, shippingErrors } from './shipping-info';

/**
 * `POST /wxa/sec/order/upload_shipping_info`: tells WeChat how goods travel, without which it keeps the money.
 * Rules: https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_uploadshippinginfo
 */
export function uploadShippingInfo(cloud: Cloud, content: Readonly<Record<string, unknown>>): object {
  const upload = readShippingInfo(content);
  if ('errcode' in upload) return refusal(upload.errcode);
  const payment = cloud.findPayment ? cloud.findPayment(upload.key) : asUploaded(upload);
  if (!payment) return refusal(10060001);
  const { shipping } = cloud;
  const shipped = judgeUpload(shipping.get(payment.transactionId), upload, payment);
  if ('errcode' in shipped) return refusal(shipped.errcode);
  shipping.put(payment.transactionId, shipped, Date.now());
  return { errcode: 0, errmsg: 'ok' };
}

/** Where nobody knows payments, what is uploaded is taken for one. */
function asUploaded({ key, openid }: ShippingInfo): Payment {
  const transactionId = 'transactionId' in key ? key.transactionId : `${key.mchid} ${key.outTradeNo}`;
  return { transactionId, payers: [openid], shippable: true };
}

const refusal = (errcode: ShippingError) => ({ errcode, errmsg: shippingErrors[errcode] });

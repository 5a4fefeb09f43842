import { GatewayRefusal, GatewayUnknown, type RefusalCode } from '../../errors';

/** API v2 spells several codes differently from API v3. */
const SPELLINGS: ReadonlyMap<string, RefusalCode> = new Map([
  ['ORDERPAID', 'ORDER_PAID'],
  ['ORDERCLOSED', 'ORDER_CLOSED'],
  ['ORDERNOTEXIST', 'ORDER_NOT_EXIST'],
  ['REFUNDNOTEXIST', 'REFUND_NOT_EXIST'],
  ['NOTENOUGH', 'NOT_ENOUGH'],
  ['SIGNERROR', 'SIGN_ERROR'],
]);

/** Codes after which WeChat wants the same request again, at once or later. */
const UNDECIDED = new Set([
  'SYSTEMERROR',
  'BANKERROR',
  'BIZERR_NEED_RETRY',
  'FREQUENCY_LIMITED',
  'INVALID_REQ_TOO_MUCH',
  // An order younger than five minutes may not be closed yet.
  'ORDER_NOT_READY',
]);

/** The error for `result_code` FAIL, from a signed answer. */
export function businessRefusal(code: string, description: string): GatewayRefusal | GatewayUnknown {
  const message = `微信支付拒绝了请求（${code}）：${description}`;
  if (code === '' || UNDECIDED.has(code)) return new GatewayUnknown(message);
  return new GatewayRefusal(SPELLINGS.get(code) ?? code, 200, message);
}

/**
 * The error for `return_code` FAIL. Such an answer is never signed, so it is believed only in that our request was not
 * understood: whatever it says, it says nothing about an order.
 */
export function communicationRefusal(message: string): GatewayRefusal | GatewayUnknown {
  if (/SYSTEM ?ERROR|系统(繁忙|错误|异常)|timeout|超时/i.test(message))
    return new GatewayUnknown(`微信支付：${message}`);
  if (/签名|sign/i.test(message)) {
    return new GatewayRefusal('SIGN_ERROR', 200, `微信支付：${message}（请检查 WECHATPAY_API_KEY 与 WECHATPAY_MCHID）`);
  }
  return new GatewayRefusal('RETURN_CODE_FAIL', 200, `微信支付：${message}`);
}

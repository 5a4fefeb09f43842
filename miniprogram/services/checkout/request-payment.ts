import type { PaymentParams } from '../../../typings/api';

/** What the phone says about the payment sheet. It proves nothing: only WeChat's answer to the server does. */
export type PhoneWord = { kind: 'ok' } | { kind: 'cancelled' } | { kind: 'failed'; reason: string };

/** Causes that a buyer can be told something about, by what WeChat's client writes into `errMsg`. */
const CAUSES: [RegExp, string][] = [
  [/prepay_?id|expire|过期|失效/i, '付款凭证已过期，请重新支付'],
  [/sign|签名/i, '付款信息没有通过微信的校验，请联系商家'],
  [/parameter|参数/i, '付款信息不完整，请联系商家'],
  [/network|timeout|超时|网络/i, '网络不通，请检查网络后重新支付'],
];

/**
 * Shows WeChat's payment sheet. Its `errMsg` is `requestPayment:ok`, `requestPayment:fail cancel` or
 * `requestPayment:fail …`: https://developers.weixin.qq.com/miniprogram/dev/api/payment/wx.requestPayment.html
 */
export async function requestPayment(params: PaymentParams): Promise<PhoneWord> {
  try {
    await wx.requestPayment(params);
    return { kind: 'ok' };
  } catch (error) {
    const said = (error as { errMsg?: string }).errMsg ?? String(error);
    if (/cancel/.test(said)) return { kind: 'cancelled' };
    console.warn(said);
    const cause = CAUSES.find(([pattern]) => pattern.test(said.replace('requestPayment:fail', '')));
    return { kind: 'failed', reason: cause?.[1] ?? '微信没有完成这笔付款，请重新支付' };
  }
}

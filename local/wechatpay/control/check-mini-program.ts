import { checkPaySign, type PaymentParameters } from '../explain/pay-sign';
import type { Gateway } from '../gateway';
import { findPurchase } from '../trade/find-purchase';
import { type Checkout, checkout, paymentContext } from './checkout';

const names = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;

/** What WeChat's client does when a mini program calls wx.requestPayment. */
export function checkMiniProgram(gateway: Gateway, body: Record<string, unknown>): Checkout {
  for (const name of names) {
    const value = body[name];
    if (typeof value === 'string' && value !== '') continue;
    const errMsg = value === undefined || value === '' ? missing(name) : notString(name, value);
    return failure(errMsg, `wx.requestPayment 的 ${name} 应为非空字符串`);
  }
  const parameters = body as unknown as PaymentParameters;
  const prepayId = /^prepay_id=(.+)$/.exec(parameters.package)?.[1];
  if (prepayId === undefined) {
    return {
      ...failure(missing('package'), 'package 应为 prepay_id= 加上下单得到的 prepay_id'),
      mistake: 'prepay-id-prefix-missing',
    };
  }
  const order = findPurchase(gateway.world, 'prepayId', prepayId);
  const merchant = order && gateway.keys.merchants.get(order.mchid);
  if (!merchant) return failure(missing('total_fee'), `微信支付没有 prepay_id 为 ${prepayId} 的订单`);
  const told = (errMsg: string, reason: string, mistake?: string): Checkout => ({
    ...failure(errMsg, reason, mistake),
    outTradeNo: order.outTradeNo,
  });
  if (order.tradeType !== 'JSAPI') {
    return told(missing('total_fee'), `这是 ${order.tradeType} 订单，不能在小程序里支付：下单时 trade_type 应为 JSAPI`);
  }
  const appid = order.subAppid ?? order.appid;
  if (parameters.appId !== appid) {
    return told(missing('appId'), `下单用的 appid 是 ${appid}，发起支付的小程序是 ${parameters.appId}`);
  }
  if (parameters.signType !== order.signType) {
    const reason = `下单用的签名方式是 ${order.signType}，发起支付用的是 ${parameters.signType}，两者应当一致`;
    return { ...told('支付验证签名失败', reason), mistake: 'sign-type-differs' };
  }
  const sign = checkPaySign(parameters, order, paymentContext(gateway, merchant, order));
  return checkout(gateway, order, sign, failure);
}

const missing = (name: string) => `调用支付JSAPI缺少参数：${name}`;
const notString = (name: string, value: unknown) =>
  `parameter error: parameter.${name} should be String instead of ${typeName(value)};`;

function typeName(value: unknown): string {
  return value === null ? 'Null' : (Object.prototype.toString.call(value).slice(8, -1) as string);
}

function failure(errMsg: string, reason: string, mistake?: string): Checkout {
  return {
    checked: { ok: false, errMsg: `requestPayment:fail ${errMsg}`, reason, ...(mistake !== undefined && { mistake }) },
  };
}

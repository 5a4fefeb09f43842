import { type AppParameters, checkAppSign } from '../explain/app-sign';
import type { Gateway } from '../gateway';
import { findPurchase } from '../trade/find-purchase';
import { type Checkout, checkout, paymentContext } from './checkout';

const names = ['appid', 'partnerid', 'prepayid', 'package', 'noncestr', 'timestamp', 'sign'] as const;

/**
 * What WeChat does when an app opens it to pay. All an app hears of a mistake is `errCode` -1. A server may send numbers
 * as numbers: the app puts them into its PayReq as texts.
 */
export function checkApp(gateway: Gateway, body: Record<string, unknown>): Checkout {
  const texts = Object.entries(body).map(([name, value]) => [name, Number.isInteger(value) ? String(value) : value]);
  const asked: Record<string, unknown> = Object.fromEntries(texts);
  const wrong = names.find((name) => typeof asked[name] !== 'string' || asked[name] === '');
  if (wrong) return refused(`PayReq 的 ${wrong} 应为非空字符串`);
  const parameters = asked as unknown as AppParameters;
  const { appid, partnerid, prepayid } = parameters;
  if (parameters.package !== 'Sign=WXPay') return refused('PayReq 的 package 应为 Sign=WXPay', 'package-not-fixed');
  const order = findPurchase(gateway.world, 'prepayId', prepayid);
  const merchant = order && gateway.keys.merchants.get(order.mchid);
  if (!merchant) return refused(`微信支付没有 prepay_id 为 ${prepayid} 的订单`);
  const told = (reason: string): Checkout => ({ ...refused(reason), outTradeNo: order.outTradeNo });
  if (order.tradeType !== 'APP') return told(`这是 ${order.tradeType} 订单，不能在 APP 里支付`);
  const expected = order.subAppid ?? order.appid;
  if (appid !== expected) return told(`下单用的 appid 是 ${expected}，发起支付的是 ${appid}`);
  if (partnerid !== order.mchid && partnerid !== order.subMchid) {
    return told(`下单用的商户号是 ${order.mchid}，partnerid 是 ${partnerid}`);
  }
  const sign = checkAppSign(parameters, order, paymentContext(gateway, merchant, order));
  return checkout(gateway, order, sign, (_, reason, mistake) => refused(reason, mistake));
}

function refused(reason: string, mistake?: string): Checkout {
  return { checked: { ok: false, errMsg: 'errCode -1', reason, ...(mistake !== undefined && { mistake }) } };
}

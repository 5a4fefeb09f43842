import { GatewayUnknown } from '../errors';
import type { Merchant } from '../payment/merchant';
import type { Trade } from '../payment/trade';

/**
 * The trade, if it is about the order that was asked about. A genuine answer about another order, another mini program or
 * another merchant tells nothing about ours, so it counts as no answer.
 */
export function answeredOrder(trade: Trade, merchant: Merchant, outTradeNo: string): Trade {
  const same =
    trade.outTradeNo === outTradeNo &&
    trade.appid === merchant.appid &&
    trade.mchid === merchant.mchid &&
    trade.subMchid === merchant.subMchid &&
    (trade.subAppid === undefined || trade.subAppid === merchant.subAppid);
  if (!same) throw new GatewayUnknown(`微信支付的答复不是关于订单 ${outTradeNo} 的`);
  return trade;
}

import { GatewayUnknown } from '../../errors';
import type { Trade } from '../../payment/trade';
import { answeredOrder } from '../answered-order';
import { call, type V3Client } from './call';
import { askingMerchant, orderPath } from './order-paths';
import { readTrade } from './read-trade';

/**
 * 商户订单号查询订单. Refuses with ORDER_NOT_EXIST.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791900
 */
export async function queryOrder(client: V3Client, outTradeNo: string): Promise<Trade> {
  const { merchant } = client.configuration;
  const query = new URLSearchParams(askingMerchant(merchant));
  const body = await call(client, 'GET', `${orderPath(merchant, outTradeNo)}?${query}`);
  let trade: Trade;
  try {
    trade = readTrade(body.toString(), merchant, body);
  } catch (cause) {
    throw new GatewayUnknown(`查询订单的答复无法读取：${(cause as Error).message}`, { cause });
  }
  return answeredOrder(trade, merchant, outTradeNo);
}

import { GatewayUnknown } from '../../errors';
import type { Trade } from '../../payment/trade';
import { answeredOrder } from '../answered-order';
import { call, type V2Client } from './call';
import { readTrade } from './read-trade';

/**
 * 查询订单. Refuses with ORDER_NOT_EXIST.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=9_2
 */
export async function queryOrder(client: V2Client, outTradeNo: string): Promise<Trade> {
  const { merchant } = client.configuration;
  const { fields, body } = await call(client, '/pay/orderquery', { out_trade_no: outTradeNo });
  let trade: Trade;
  try {
    trade = readTrade(fields, fields.trade_state ?? '', merchant, body);
  } catch (cause) {
    throw new GatewayUnknown(`查询订单的答复无法读取：${(cause as Error).message}`, { cause });
  }
  return answeredOrder(trade, merchant, outTradeNo);
}

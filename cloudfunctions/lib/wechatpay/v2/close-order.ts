import { call, type V2Client } from './call';

/**
 * 关闭订单. Refuses with ORDER_PAID, ORDER_CLOSED or ORDER_NOT_EXIST, and for some minutes after the order was made.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=9_3
 */
export async function closeOrder(client: V2Client, outTradeNo: string): Promise<void> {
  await call(client, '/pay/closeorder', { out_trade_no: outTradeNo });
}

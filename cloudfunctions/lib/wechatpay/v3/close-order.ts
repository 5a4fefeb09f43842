import { call, type V3Client } from './call';
import { askingMerchant, orderPath } from './order-paths';

/**
 * 关闭订单; may be repeated. Refuses with ORDER_PAID, ORDER_CLOSED or ORDER_NOT_EXIST.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791901
 */
export async function closeOrder(client: V3Client, outTradeNo: string): Promise<void> {
  const { merchant } = client.configuration;
  await call(client, 'POST', `${orderPath(merchant, outTradeNo)}/close`, askingMerchant(merchant));
}

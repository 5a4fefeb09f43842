import type { Order } from '../payment/order';
import type { Ports } from './ports';

/** The buyer's own order. Another's and none are the same answer after the same work, so nothing can be probed. */
export async function findOwnOrder(ports: Ports, openid: string, outTradeNo: string): Promise<Order | undefined> {
  const order = await ports.database.get('orders', outTradeNo);
  return order?.openid === openid ? order : undefined;
}

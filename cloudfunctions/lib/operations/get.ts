import type { OrderView, Reply } from '../../../typings/api';
import { viewOrder } from '../payment/view-order';
import type { Buyer } from './buyer';
import { findOwnOrder } from './find-own-order';
import type { Ports } from './ports';
import { done, refused } from './reply';

/** The buyer's own order as we know it, without asking WeChat. */
export async function get(ports: Ports, { openid }: Buyer, outTradeNo: string): Promise<Reply<{ order: OrderView }>> {
  const order = await findOwnOrder(ports, openid, outTradeNo);
  return order ? done({ order: viewOrder(order) }) : refused('ERR_ORDER_NOT_FOUND');
}

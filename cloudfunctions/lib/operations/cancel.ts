import type { OrderView, Reply } from '../../../typings/api';
import type { Buyer } from './buyer';
import { closeOrder } from './close-order';
import { findOwnOrder } from './find-own-order';
import { get } from './get';
import type { Ports } from './ports';
import { refused } from './reply';

/**
 * The buyer does not want it any more. The order is then CLOSED, or CLOSING while WeChat has not said yes; one that
 * turns out to be paid is refused with ERR_ORDER_PAID.
 */
export async function cancel(ports: Ports, buyer: Buyer, outTradeNo: string): Promise<Reply<{ order: OrderView }>> {
  const order = await findOwnOrder(ports, buyer.openid, outTradeNo);
  if (!order) return refused('ERR_ORDER_NOT_FOUND');
  if (order.status !== 'PAID' && order.status !== 'CLOSED') await closeOrder(ports, order);
  const reply = await get(ports, buyer, outTradeNo);
  return reply.ok && reply.data.order.status === 'PAID' ? refused('ERR_ORDER_PAID') : reply;
}

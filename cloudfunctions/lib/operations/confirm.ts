import type { OrderView, Reply } from '../../../typings/api';
import { GatewayUnknown } from '../errors';
import { askWeChat } from './ask-wechat';
import type { Buyer } from './buyer';
import { markClosed } from './close-order';
import { findOwnOrder } from './find-own-order';
import { get } from './get';
import type { Ports } from './ports';
import { refused } from './reply';

/**
 * The buyer says that he has paid, so WeChat is asked; the phone's word proves nothing. Should WeChat be silent, a
 * notification may have come in the meantime, and then that is the answer.
 */
export async function confirm(ports: Ports, buyer: Buyer, outTradeNo: string): Promise<Reply<{ order: OrderView }>> {
  const order = await findOwnOrder(ports, buyer.openid, outTradeNo);
  if (!order) return refused('ERR_ORDER_NOT_FOUND');
  if (order.status === 'PAID') return get(ports, buyer, outTradeNo);
  try {
    if ((await askWeChat(ports, order)) === 'closed') await markClosed(ports, outTradeNo);
  } catch (error) {
    if (!(error instanceof GatewayUnknown)) throw error;
    const reply = await get(ports, buyer, outTradeNo);
    if (reply.ok && reply.data.order.status === 'PAID') return reply;
    throw error;
  }
  return get(ports, buyer, outTradeNo);
}

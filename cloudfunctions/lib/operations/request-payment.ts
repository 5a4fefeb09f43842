import type { Prepaid, Reply } from '../../../typings/api';
import { GatewayRefusal, NotConfigured } from '../errors';
import { describeOrder } from '../payment/describe-order';
import type { Order } from '../payment/order';
import { payability } from '../payment/payability';
import { askWeChat } from './ask-wechat';
import { markClosed } from './close-order';
import { moveOrder } from './move-order';
import type { Ports } from './ports';
import { done, refused } from './reply';

/** When a timer asks first, should the notification be lost. */
const FIRST_QUERY = 60_000;

/**
 * Makes the order at WeChat, or makes it again with the same content, and signs what the phone needs to pay it. Nothing
 * is handed out for an order that was paid, closed or has all but expired, also if that came about while WeChat was
 * being asked.
 */
export async function requestPayment(ports: Ports, order: Order): Promise<Reply<Prepaid>> {
  const refusal = refusalOf(order, ports.clock());
  if (refusal) return refusal;
  if (order.mchid !== ports.merchant.mchid || order.appid !== ports.merchant.appid) {
    throw new NotConfigured(`订单 ${order._id} 属于另一个 appid 或商户号，现在的配置收不了它的款`);
  }

  const gateway = ports.gateway(order.api);
  let prepayId: string;
  try {
    ({ prepayId } = await gateway.prepay({
      outTradeNo: order._id,
      description: describeOrder(order.items),
      total: order.amount,
      openid: order.openid,
      clientIp: order.clientIp,
      createdAt: order.createdAt,
      expireAt: order.expireAt,
    }));
  } catch (error) {
    if (error instanceof GatewayRefusal) return refusedByWeChat(ports, order, error);
    throw error;
  }

  const { moved, order: current } = await moveOrder(ports, order._id, (now) => {
    const at = ports.clock();
    if (payability(now, at) !== 'payable') return undefined;
    return { status: 'PAYING', prepayId, prepayAt: at, nextCheckAt: at + FIRST_QUERY };
  });
  if (!moved) return refusalOf(current, ports.clock()) ?? refused('ERR_ORDER_EXPIRED');
  return done({
    outTradeNo: order._id,
    total: order.amount,
    expiresAt: order.expireAt,
    payment: gateway.paymentParams(prepayId),
  });
}

function refusalOf(order: Order, now: number) {
  switch (payability(order, now)) {
    case 'paid':
      return refused('ERR_ORDER_PAID');
    case 'closed':
      return refused('ERR_ORDER_CLOSED');
    case 'expired':
      return refused('ERR_ORDER_EXPIRED');
    case 'payable':
      return undefined;
  }
}

/** WeChat may know more of the order than we do: then its answer is a reason to ask, and to record what it says. */
async function refusedByWeChat(ports: Ports, order: Order, { code, message }: GatewayRefusal) {
  if (code !== 'ORDER_PAID' && code !== 'ORDER_CLOSED') {
    ports.log.error('WeChat refused an order.', { outTradeNo: order._id, code, message });
    return refused('ERR_WECHAT_REFUSED', code);
  }
  const told = await askWeChat(ports, order);
  if (told === 'closed') await markClosed(ports, order._id);
  return refused(told === 'paid' ? 'ERR_ORDER_PAID' : 'ERR_ORDER_CLOSED');
}

import { GatewayRefusal, GatewayUnknown } from '../errors';
import type { Order } from '../payment/order';
import { nextWatchAt } from '../payment/order-schedule';
import { askWeChat } from './ask-wechat';
import { moveOrder } from './move-order';
import type { Ports } from './ports';

/** A prepay that was sent just before the order expired has arrived or never will. */
const IN_FLIGHT = 120_000;
const NEXT_TRY = 60_000;

/**
 * Closes an unpaid order: ask, CLOSING, close at WeChat, CLOSED. Whoever pays meanwhile has paid. Whatever WeChat
 * leaves open leaves the order CLOSING, to be tried again. Throws when the first question is not answered, the order
 * being as it was.
 *
 * API v2 may refuse to close an order younger than five minutes, which is one more reason to stay CLOSING
 * (pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_3).
 */
export async function closeOrder(ports: Ports, order: Order): Promise<void> {
  const told = await askWeChat(ports, order);
  if (told === 'paid') return;
  if (told === 'closed') return markClosed(ports, order._id);

  const closing = await moveOrder(ports, order._id, () => ({
    status: 'CLOSING',
    nextCheckAt: ports.clock() + NEXT_TRY,
  }));
  if (closing.order.status !== 'CLOSING') return;
  if (await closedAtWeChat(ports, closing.order)) await markClosed(ports, order._id);
}

/** The order is closed at WeChat, so nobody can pay it any more; somebody still looks now and then. */
export async function markClosed(ports: Ports, outTradeNo: string): Promise<void> {
  await moveOrder(ports, outTradeNo, () => ({
    status: 'CLOSED',
    nextCheckAt: nextWatchAt(0, ports.clock()),
    watchCount: 0,
  }));
}

async function closedAtWeChat(ports: Ports, order: Order): Promise<boolean> {
  try {
    await ports.gateway(order.api).close(order._id);
    return true;
  } catch (error) {
    if (error instanceof GatewayUnknown) return false;
    if (!(error instanceof GatewayRefusal)) throw error;
    switch (error.code) {
      case 'ORDER_CLOSED':
        return true;
      case 'ORDER_PAID':
        await askWeChat(ports, order);
        return false;
      case 'ORDER_NOT_EXIST':
        return ports.clock() > order.expireAt + IN_FLIGHT;
      default:
        ports.log.error('WeChat would not close an order.', { outTradeNo: order._id, code: error.code });
        return false;
    }
  }
}

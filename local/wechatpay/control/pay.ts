import type { Gateway } from '../gateway';
import { payOrder } from '../trade/pay-order';
import { whyUnpayable } from '../trade/payable';
import { badRequest, type Control, refused, unknownKey } from './control';
import { type FoundOrder, notFound, orderNumbered } from './find-order';

const keys = ['outTradeNo', 'prepayId', 'codeUrl', 'openid', 'outcome', 'notification', 'mchid'] as const;
type Key = (typeof keys)[number];

/** Is the buyer: pays an order, gives up, or fails. `notification: 'lose'` loses every notification about it. */
export const pay: Control = (gateway, { body }) => {
  const unknown = unknownKey(body, keys);
  if (unknown) return unknown;
  for (const key of keys) {
    if (body[key] !== undefined && typeof body[key] !== 'string') return badRequest(`${key} 应为字符串`);
  }
  const asked = body as Partial<Record<Key, string>>;
  const { outcome = 'success', notification, openid } = asked;
  if (!['success', 'cancel', 'fail'].includes(outcome)) return badRequest('outcome 应为 success、cancel 或 fail');
  if (notification !== undefined && notification !== 'lose') return badRequest('notification 只能是 lose');

  const found = findOrder(gateway, asked);
  if ('order' in found) {
    const byPrepayId = asked.prepayId !== undefined;
    const unpayable = whyUnpayable(found.order, gateway.clock.now(), { openid, byPrepayId });
    if (unpayable) return refused(409, unpayable.code, unpayable.message);
    const { outTradeNo, total } = found.order;
    if (outcome !== 'success') return { body: { paid: false, outcome, outTradeNo, total } };
    const transactionId = payOrder(gateway, found.order, { openid, silent: notification === 'lose' });
    return { body: { paid: true, outcome, outTradeNo, total, transactionId } };
  }
  return found.refusal;
};

function findOrder(
  { world }: Gateway,
  { outTradeNo, prepayId, codeUrl, mchid }: Partial<Record<Key, string>>,
): FoundOrder {
  if ([outTradeNo, prepayId, codeUrl].filter((name) => name !== undefined).length !== 1) {
    return { refusal: badRequest('outTradeNo、prepayId、codeUrl 三选一') };
  }
  if (codeUrl !== undefined) {
    const order = world.orders.payableWith('codeUrl', codeUrl);
    return order ? { order } : notFound(`二维码为 ${codeUrl} `);
  }
  if (prepayId !== undefined) {
    const order = world.orders.payableWith('prepayId', prepayId);
    return order ? { order } : notFound(` prepay_id 为 ${prepayId} `);
  }
  return orderNumbered(world, outTradeNo as string, mchid);
}

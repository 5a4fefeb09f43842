import type { Gateway } from '../gateway';
import { refundable } from './ask-refund';
import type { Order } from './order';
import { detailStateOf, isForSharing, profitShareLimits } from './profit-share';

/**
 * Fen of a payment that can still be shared: less WeChat's fee, what was refunded and what was shared; nothing once it was
 * unfrozen, which happens by itself thirty days after the payment. https://pay.weixin.qq.com/doc/v3/merchant/4012457939
 */
export function unsplit(gateway: Gateway, order: Order): number {
  const { world, clock, keys } = gateway;
  const now = clock.now();
  if (order.paidAt === null || !isForSharing(order) || now >= order.paidAt + profitShareLimits.frozen) return 0;
  if (world.profitShares.ofOrder(order.id).some(({ unfreezes }) => unfreezes === 1)) return 0;
  const fee = Math.round((order.total * keys.merchants.feeRateOf(order.seller)) / 10_000);
  const shared = world.profitShareDetails.ofOrder(order.id).filter((detail) => detailStateOf(detail, now) !== 'CLOSED');
  const left = shared.reduce((rest, { amount }) => rest - amount, refundable(gateway, order) - fee);
  return Math.max(0, left);
}

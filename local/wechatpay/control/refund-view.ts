import type { Gateway } from '../gateway';
import { type Refund, refundStateOf } from '../trade/refund';
import { attemptViews } from './attempt-views';

/** A refund with every attempt to tell the merchant how it ended. How it will end is not shown before. */
export function refundView({ clock, world }: Pick<Gateway, 'clock' | 'world'>, refund: Refund) {
  const now = clock.now();
  const { outRefundNo, refundId, api, amount, reason, notifyUrl, origin, createdAt, finalAt } = refund;
  const notifications = world.notifications.about('refunded', refund.id);
  return {
    outTradeNo: world.orders.get(refund.orderId)?.outTradeNo,
    outRefundNo,
    refundId,
    seller: refund.seller,
    api,
    origin,
    amount,
    ...(reason !== null && { reason }),
    state: refundStateOf(refund, now),
    createdAt: new Date(createdAt).toISOString(),
    ...(now >= finalAt && { endedAt: new Date(finalAt).toISOString() }),
    ...(refund.receiver !== null && { receiver: refund.receiver }),
    ...(notifyUrl !== null && { notifyUrl }),
    attempts: notifications.flatMap(({ id }) => attemptViews(world, id)),
  };
}

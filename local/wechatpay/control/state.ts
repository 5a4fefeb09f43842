import type { Gateway } from '../gateway';
import { type Order, stateOf } from '../trade/order';
import type { Notification } from '../world/notifications';
import { attemptViews } from './attempt-views';
import { type Control, numberOf } from './control';
import { refundView } from './refund-view';
import { withoutMetadata } from './without-metadata';

/**
 * What WeChat has: the newest orders, refunds and notifications, newest last, with all attempts to deliver. What is to
 * be told of refunds that have not ended is not there yet.
 */
export const state: Control = (gateway, { query }) => {
  const { clock, faults, world } = gateway;
  const limit = Math.max(1, numberOf(query, 'limit', 1000, 5000));
  const now = clock.now();
  return {
    body: {
      now: iso(now),
      orderCount: world.orders.count(),
      orders: world.orders.latest(limit).map((order) => orderView(order, now)),
      refunds: world.refunds.latest(limit).map((refund) => refundView(gateway, refund)),
      notifications: world.notifications
        .latest(limit)
        .filter(({ createdAt }) => createdAt <= now)
        .map((notification) => notificationView(gateway, notification)),
      faults: faults.current(),
    },
  };
};

const iso = (moment: number) => new Date(moment).toISOString();

function orderView(order: Order, now: number) {
  const { id: _, parameters: __, silent, createdAt, expiresAt, prepaidAt, paidAt, closedAt, ...rest } = order;
  return {
    ...present(withoutMetadata(rest)),
    state: stateOf(order, now),
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    prepaidAt: iso(prepaidAt),
    ...(paidAt !== null && { paidAt: iso(paidAt) }),
    ...(closedAt !== null && { closedAt: iso(closedAt) }),
    ...(silent && { notification: 'lose' }),
  };
}

function notificationView({ world }: Gateway, notification: Notification) {
  const { id, kind, subjectId, eventId, outTradeNo, url, createdAt, nextAt, status } = notification;
  const refund = kind === 'refunded' ? world.refunds.get(subjectId) : undefined;
  return {
    id,
    kind,
    eventId,
    outTradeNo,
    ...(refund && { outRefundNo: refund.outRefundNo }),
    url,
    createdAt: iso(createdAt),
    status,
    ...(nextAt !== null && { nextAt: iso(nextAt) }),
    attempts: attemptViews(world, id),
  };
}

function present(row: object) {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

import { type Order, stateOf } from '../trade/order';
import type { Notification } from '../world/notifications';
import { type Control, numberOf } from './control';

/** What WeChat has: the newest orders and notifications, newest last, each notification with all its attempts. */
export const state: Control = ({ clock, faults, world }, { query }) => {
  const limit = Math.max(1, numberOf(query, 'limit', 1000, 5000));
  const now = clock.now();
  return {
    body: {
      now: iso(now),
      orderCount: world.orders.count(),
      orders: world.orders.latest(limit).map((order) => orderView(order, now)),
      refunds: [],
      notifications: world.notifications.latest(limit).map((notification) => ({
        ...notificationView(notification),
        attempts: world.notifications.attemptsOf(notification.id).map(({ notificationId: _, ...attempt }) => ({
          ...withoutMetadata(attempt),
        })),
      })),
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

function notificationView({ id, eventId, outTradeNo, url, createdAt, nextAt, status }: Notification) {
  return {
    id,
    eventId,
    outTradeNo,
    url,
    createdAt: iso(createdAt),
    status,
    ...(nextAt !== null && { nextAt: iso(nextAt) }),
  };
}

/** The database driver leaves a note of its own in every row. */
function withoutMetadata<T extends object>(row: T): T {
  const { _metadata: _, ...rest } = row as T & { _metadata?: unknown };
  return rest as T;
}

function present(row: object) {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

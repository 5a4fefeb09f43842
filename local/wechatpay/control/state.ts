import type { Gateway } from '../gateway';
import { combinedOf } from '../trade/combined';
import { type Order, stateOf } from '../trade/order';
import { type Refund, refundStateOf } from '../trade/refund';
import type { CombinedRow } from '../world/combines';
import type { Notification } from '../world/notifications';
import { attemptViews } from './attempt-views';
import { type Control, numberOf } from './control';
import { handedOutViews } from './handed-out-views';
import { refundView } from './refund-view';
import { withoutMetadata } from './without-metadata';

/**
 * What WeChat has: the newest orders, refunds, notifications, …, newest last, with all attempts to deliver; `skip` leaves
 * out so many of the newest of each. What is to be told of refunds that have not ended is not there yet.
 */
export const state: Control = (gateway, { query }) => {
  const { clock, faults, world } = gateway;
  const limit = Math.max(1, numberOf(query, 'limit', 1000, 5000));
  const skip = numberOf(query, 'skip', 0, Number.MAX_SAFE_INTEGER);
  const now = clock.now();
  return {
    body: {
      now: iso(now),
      orderCount: world.orders.count(),
      orders: world.orders.latest(limit, skip).map((order) => orderView(gateway, order)),
      combinedOrders: world.combines.latest(limit, skip).map((row) => combinedView(gateway, row)),
      refunds: world.refunds.latest(limit, skip).map((refund) => refundView(gateway, refund)),
      ...handedOutViews(gateway, limit, skip),
      notifications: world.notifications
        .latest(limit, skip)
        .filter(({ createdAt }) => createdAt <= now)
        .map((notification) => notificationView(gateway, notification)),
      faults: faults.current(),
    },
  };
};

const iso = (moment: number) => new Date(moment).toISOString();

function orderView({ clock, world }: Gateway, order: Order) {
  const {
    id: _,
    parameters: __,
    combinedId,
    silent,
    createdAt,
    expiresAt,
    prepaidAt,
    paidAt,
    closedAt,
    ...rest
  } = order;
  const combined = combinedId === null ? undefined : world.combines.get(combinedId);
  return {
    ...present(withoutMetadata(rest)),
    ...(combined && { combineOutTradeNo: combined.outTradeNo }),
    state: stateOf(order, clock.now()),
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    prepaidAt: iso(prepaidAt),
    ...(paidAt !== null && { paidAt: iso(paidAt) }),
    ...(closedAt !== null && { closedAt: iso(closedAt) }),
    ...(silent && { notification: 'lose' }),
    ...(order.state === 'REFUND' && { refunds: world.refunds.ofOrder(order.id).map(refundOf(clock.now())) }),
  };
}

const refundOf = (now: number) => (refund: Refund) => {
  const { outRefundNo, amount } = refund;
  return { outRefundNo, amount, state: refundStateOf(refund, now) };
};

function combinedView({ clock, world }: Gateway, row: CombinedRow) {
  const { mchid, appid, outTradeNo, tradeType, notifyUrl, createdAt, expiresAt, prepaidAt } = row;
  const { prepayId, codeUrl, webUrl } = row;
  const combined = combinedOf(world, row);
  return {
    ...present({ mchid, appid, outTradeNo, tradeType, notifyUrl, prepayId, codeUrl, webUrl }),
    total: combined.total,
    state: stateOf(combined, clock.now()),
    outTradeNos: combined.orders.map((order) => order.outTradeNo),
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    prepaidAt: iso(prepaidAt),
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

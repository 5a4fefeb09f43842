import { randomInt } from 'node:crypto';
import type { Gateway } from '../gateway';
import { heldByReceivers } from './held-by-receivers';
import { newRefundId } from './identifiers';
import { isPaid, type Order } from './order';
import { oweRefundNotification } from './owe-refund-notification';
import { type Refund, refundStateOf } from './refund';

/** A refund as a request describes it. */
export interface RefundDraft {
  order: Order;
  outRefundNo: string;
  api: 'v2' | 'v3';
  amount: number;
  /** What the request takes for the order's amount. */
  total: number;
  reason: string | null;
  notifyUrl: string | null;
  origin: Refund['origin'];
}

export type AskedRefund =
  | { kind: 'accepted'; refund: Refund }
  | { kind: 'unpaid' }
  /** The payment is more than a year old. */
  | { kind: 'overdue' }
  /** The number is in use with another amount or for another order, or `total` is not the order's. */
  | { kind: 'mismatch' }
  | { kind: 'fully-refunded' }
  | { kind: 'exceeds' }
  | { kind: 'too-many' }
  | { kind: 'too-frequent' }
  /** Of the merchant, or of this order: what was shared must be returned first. */
  | { kind: 'not-enough' };

export const refundLimits = {
  age: 365 * 86_400_000,
  perOrder: 50,
  interval: 60_000,
  /** Milliseconds from asking to the end: one to three minutes. */
  duration: { least: 60_000, most: 180_000 },
} as const;

/**
 * Takes money back from the merchant, once per `outRefundNo`: the same number with the same content is the same refund.
 * Limits: https://pay.weixin.qq.com/docs/merchant/apis/refund/refunds/create.html
 */
export function askRefund(gateway: Gateway, draft: RefundDraft): AskedRefund {
  const { world, faults, notifier } = gateway;
  const { order, outRefundNo, amount, total } = draft;
  const asked = world.transaction((): AskedRefund => {
    const present = world.refunds.byNumber(order.seller, outRefundNo);
    if (present) {
      const same = present.orderId === order.id && present.amount === amount && order.total === total;
      return same ? { kind: 'accepted', refund: present } : { kind: 'mismatch' };
    }
    const refusal = refusalOf(gateway, draft);
    if (refusal) return refusal;
    if (faults.take('refundNotEnough')) return { kind: 'not-enough' };
    return { kind: 'accepted', refund: add(gateway, draft) };
  });
  notifier.wake();
  return asked;
}

/** What is left of an order's amount. A refund that was closed gives back what it had taken. */
export function refundable({ world, clock }: Pick<Gateway, 'world' | 'clock'>, order: Order): number {
  const now = clock.now();
  const taken = world.refunds.ofOrder(order.id).filter((refund) => refundStateOf(refund, now) !== 'CLOSED');
  return taken.reduce((left, { amount }) => left - amount, order.total);
}

function refusalOf(gateway: Gateway, { order, amount, total, origin }: RefundDraft): AskedRefund | undefined {
  const now = gateway.clock.now();
  if (!isPaid(order.state)) return { kind: 'unpaid' };
  if (now > (order.paidAt as number) + refundLimits.age) return { kind: 'overdue' };
  if (total !== order.total) return { kind: 'mismatch' };
  const left = refundable(gateway, order);
  if (left === 0) return { kind: 'fully-refunded' };
  if (amount > left) return { kind: 'exceeds' };
  if (amount > left - heldByReceivers(gateway, order)) return { kind: 'not-enough' };
  const before = gateway.world.refunds.ofOrder(order.id);
  if (before.length >= refundLimits.perOrder) return { kind: 'too-many' };
  // Only programs are too fast: a person at the merchant platform is let through.
  const last = before.filter((refund) => refund.origin === 'API').at(-1);
  if (origin === 'API' && last && now < last.createdAt + refundLimits.interval) return { kind: 'too-frequent' };
  return undefined;
}

/** The notification is owed from now on, and due when the refund ends. */
function add(gateway: Gateway, draft: RefundDraft): Refund {
  const { world, clock, faults } = gateway;
  const { order, total: _, ...described } = draft;
  const now = clock.now();
  const { least, most } = refundLimits.duration;
  const finalAt = now + randomInt(least, most + 1);
  const refund = world.refunds.add({
    ...described,
    orderId: order.id,
    seller: order.seller,
    refundId: newRefundId(now),
    createdAt: now,
    finalAt,
    outcome: faults.takeRefundOutcome(),
    receiver: null,
  });
  if (order.state === 'SUCCESS') world.orders.markRefunded(order.id);
  oweRefundNotification(gateway, refund);
  return refund;
}

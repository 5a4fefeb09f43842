import { asFen, type Fen, minus, plus } from './fen';
import type { Order } from './order';

const MAX_REFUNDS = 50;
const MINUTE = 60_000;
const YEAR = 365 * 24 * 3_600_000;

/** Each refusal says what is possible instead, where something is. */
export type Refundability =
  | { kind: 'refundable'; amount: Fen }
  | { kind: 'not-paid' | 'too-late' | 'too-many' | 'nothing-left' }
  | { kind: 'too-soon'; waitSeconds: number }
  /** No whole number of fen, or none at all. */
  | { kind: 'no-amount'; left: Fen }
  | { kind: 'too-much'; left: Fen };

/** What neither went back nor is promised to another refund. */
export function refundable({ amount, reserved, refunded }: Pick<Order, 'amount' | 'reserved' | 'refunded'>): Fen {
  return minus(amount, plus(reserved, refunded));
}

/** Whether WeChat still takes refunds of a paid order. */
export function isRefundableStill({ paidAt }: Pick<Order, 'paidAt'>, now: number): boolean {
  return paidAt !== undefined && now - paidAt <= YEAR;
}

/**
 * Whether so much of an order may be refunded now. WeChat takes 50 refunds of an order, a minute apart, within a year
 * (pay.weixin.qq.com/doc/v3/merchant/4012791862).
 *
 * @param amount all that is left where it is undefined
 * @param now milliseconds since 1970
 */
export function refundability(order: Order, amount: number | undefined, now: number): Refundability {
  if (order.status !== 'PAID' || order.paidAt === undefined) return { kind: 'not-paid' };
  if (!isRefundableStill(order, now)) return { kind: 'too-late' };
  const left = refundable(order);
  if (left === 0) return { kind: 'nothing-left' };
  const wanted = asFen(amount ?? left);
  if (!wanted) return { kind: 'no-amount', left };
  if (wanted > left) return { kind: 'too-much', left };
  if (order.refundCount >= MAX_REFUNDS) return { kind: 'too-many' };
  const since = now - (order.lastRefundAt ?? Number.NEGATIVE_INFINITY);
  if (since < MINUTE) return { kind: 'too-soon', waitSeconds: Math.ceil((MINUTE - since) / 1000) };
  return { kind: 'refundable', amount: wanted };
}

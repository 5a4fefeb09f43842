import type { Gateway } from '../gateway';
import { type Order, stateOf } from './order';

export type Reversed =
  | { kind: 'reversed' }
  /** Of this product only. */
  | { kind: 'other-product' }
  /** The code was charged a moment ago: what comes of it is not certain yet. */
  | { kind: 'too-early' }
  | { kind: 'too-late' }
  /** Some of the money has gone back already: what is left can be refunded. */
  | { kind: 'refunded' };

export const reverseLimits = { least: 15_000, most: 7 * 86_400_000 } as const;

/**
 * Takes back an order of code pay: what was paid goes back in full at once, what was not can no longer be paid. Again it
 * is the same. https://pay.weixin.qq.com/doc/v2/merchant/4011937361
 */
export function reverseOrder({ world, clock }: Gateway, order: Order, tradeType: string): Reversed {
  const now = clock.now();
  if (order.tradeType !== tradeType) return { kind: 'other-product' };
  if (order.state === 'REVOKED') return { kind: 'reversed' };
  if (now < order.prepaidAt + reverseLimits.least) return { kind: 'too-early' };
  if (now > order.createdAt + reverseLimits.most) return { kind: 'too-late' };
  if (stateOf(order, now) === 'REFUND') return { kind: 'refunded' };
  world.transaction(() => world.orders.markRevoked(order.id, now));
  return { kind: 'reversed' };
}

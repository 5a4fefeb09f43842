import type { Order } from './order';

/**
 * Whether so much more is too much for one operator's word. What the order has already given back counts, or many small
 * refunds would be the way around it.
 */
export function needsSecondOperator(
  { reserved, refunded }: Pick<Order, 'reserved' | 'refunded'>,
  more: number,
  limit: number,
): boolean {
  return reserved + refunded + more > limit;
}

import type { GatewayParts } from '../gateway-parts';
import type { Order } from './order';
import { detailStateOf } from './profit-share';

/** Fen of a payment that others than the seller got, or are about to get, by profit sharing and have not given back. */
export function heldByReceivers({ world, clock }: Pick<GatewayParts, 'world' | 'clock'>, order: Order): number {
  const now = clock.now();
  const given = world.profitShareDetails
    .ofOrder(order.id)
    .filter((detail) => detail.account !== order.seller && detailStateOf(detail, now) !== 'CLOSED')
    .reduce((sum, { amount }) => sum + amount, 0);
  return world.profitShareReturns.ofOrder(order.id).reduce((left, { amount }) => left - amount, given);
}

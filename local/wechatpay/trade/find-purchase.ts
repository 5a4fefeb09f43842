import type { World } from '../world/world';
import { type Combined, combinedOf } from './combined';
import type { Credential } from './credential';
import type { Order } from './order';

/** What is paid with a credential: an order or a combined one. */
export function findPurchase(world: World, kind: Credential, value: string): Order | Combined | undefined {
  const order = world.orders.payableWith(kind, value);
  if (order) return order;
  const row = world.combines.payableWith(kind, value);
  return row && combinedOf(world, row);
}

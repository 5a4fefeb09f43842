import type { Order } from '../../../cloudfunctions/lib/payment/order';
import type { World } from '../world/world';

/** A rule: a pure function over the world and over what has just happened in it. */
export interface Invariant<Happening = undefined> {
  /** As the settlement design numbers it. */
  id: string;
  says: string;
  /** What breaks the rule, for the history to show; anything falsy if nothing does. */
  broken(world: World, happening: Happening): unknown;
}

/** The first rule that is broken, in words. */
export function firstBroken<H>(rules: readonly Invariant<H>[], world: World, happening: H) {
  for (const { id, says, broken } of rules) {
    const seen = broken(world, happening);
    if (seen) return { invariant: id, says, seen: JSON.stringify(seen).slice(0, 1_000) };
  }
  return undefined;
}

export function orderDocuments(world: World): Order[] {
  return world.store.all('orders') as unknown as Order[];
}

export function orderOf(world: World, outTradeNo: string): Order | undefined {
  return world.store.get('orders', outTradeNo) as unknown as Order | undefined;
}

export function sum<T>(among: readonly T[], amount: (one: T) => number): number {
  return among.reduce((total, one) => total + amount(one), 0);
}

/** Whether what does not fit is kept for a person: by the number of its payment, its refund or its order. */
export function isKept(world: World, about: string): boolean {
  return world.store.all('anomalies').some(({ _id }) => _id.endsWith(`:${about}`));
}

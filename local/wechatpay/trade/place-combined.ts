import type { Gateway } from '../gateway';
import type { CombinedRow } from '../world/combines';
import { type Combined, combinedOf } from './combined';
import { type Credential, type Credentials, credentialLifetime, issue, noCredentials } from './credential';
import { isPaid, type Order, stateOf } from './order';
import { minimalLifetime, type OrderDraft, parameterDifferences } from './place-order';

/** A combined order as a request describes it. */
export interface CombinedDraft
  extends Omit<CombinedRow, 'id' | 'parameters' | 'createdAt' | 'prepaidAt' | keyof Credentials> {
  /** What must be the same when the number is submitted again. */
  parameters: Record<string, unknown>;
  orders: Omit<OrderDraft, 'notifyUrl' | 'expiresAt'>[];
}

export type PlacedCombined =
  | { kind: 'placed'; combined: Combined }
  | { kind: 'paid' }
  | { kind: 'closed' }
  /** The order would have expired before it was made. */
  | { kind: 'expired' }
  /** The number is in use, by a combined order with other parameters. */
  | { kind: 'differs' }
  /** One of its orders has a number that is in use. */
  | { kind: 'number-used'; outTradeNo: string };

/**
 * Orders several things at once, all of them or none. The same parameters again give the same and, while it can be used,
 * the same credential to pay with.
 */
export function placeCombined(gateway: Gateway, draft: CombinedDraft, pays: Credential): PlacedCombined {
  const { world, clock, address } = gateway;
  const now = clock.now();
  return world.transaction((): PlacedCombined => {
    const present = world.combines.byNumber(draft.mchid, draft.outTradeNo);
    if (!present) return placeNew(gateway, draft, pays);
    const combined = combinedOf(world, present);
    const state = stateOf(combined, now);
    if (isPaid(state)) return { kind: 'paid' };
    if (state === 'CLOSED') return { kind: 'closed' };
    const differences = parameterDifferences(JSON.parse(present.parameters), draft.parameters);
    if (differences.length > 0) return { kind: 'differs' };
    if (now < present.prepaidAt + credentialLifetime[pays]) return { kind: 'placed', combined };
    const renewed = world.combines.renew(present.id, issue(pays, now, address()), now);
    return { kind: 'placed', combined: combinedOf(world, renewed) };
  });
}

function placeNew({ world, clock, address }: Gateway, draft: CombinedDraft, pays: Credential): PlacedCombined {
  const now = clock.now();
  if (draft.expiresAt <= now) return { kind: 'expired' };
  const used = draft.orders.find(
    (order, index) => world.orders.byNumber(order.seller, order.outTradeNo) || isRepeated(draft.orders, index),
  );
  if (used) return { kind: 'number-used', outTradeNo: used.outTradeNo };
  const { orders, parameters, ...described } = draft;
  const expiresAt = Math.max(draft.expiresAt, now + minimalLifetime);
  const row = world.combines.add({
    ...described,
    ...issue(pays, now, address()),
    expiresAt,
    parameters: JSON.stringify(parameters),
    createdAt: now,
    prepaidAt: now,
  });
  for (const order of orders) {
    const rest = { ...noCredentials, notifyUrl: null, expiresAt, createdAt: now, prepaidAt: now };
    world.orders.add({ ...order, ...rest, parameters: JSON.stringify(order.parameters) }, row.id);
  }
  return { kind: 'placed', combined: combinedOf(world, row) };
}

function isRepeated(orders: Pick<Order, 'seller' | 'outTradeNo'>[], index: number): boolean {
  const one = orders[index] as Pick<Order, 'seller' | 'outTradeNo'>;
  return orders.slice(0, index).some((other) => other.seller === one.seller && other.outTradeNo === one.outTradeNo);
}

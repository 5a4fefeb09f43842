import type { Gateway } from '../gateway';
import type { NewOrder } from '../world/orders';
import { type Credential, credentialLifetime, issue } from './credential';
import { isPaid, type Order, stateOf } from './order';

/** An order as a request describes it; what is still missing is WeChat's to decide. */
export type OrderDraft = Omit<NewOrder, Credential | 'prepaidAt' | 'createdAt' | 'parameters'> & {
  /** What must be the same when the number is submitted again. */
  parameters: Record<string, unknown>;
};

export type Placed =
  | { kind: 'placed'; order: Order }
  | { kind: 'paid' }
  | { kind: 'closed' }
  /** The order would have expired before it was made. */
  | { kind: 'expired' }
  /** The number is in use, by an order with other parameters. */
  | { kind: 'differs'; parameters: string[] };

export const minimalLifetime = 60_000;

/**
 * Orders under a number, once: the same parameters again give the same order and, while it can be used, the same
 * credential to pay with. A number that was paid or closed can never be used again. An expiry less than a minute away is raised to
 * a minute.
 */
export function placeOrder({ world, clock, address }: Gateway, draft: OrderDraft, pays: Credential): Placed {
  const now = clock.now();
  return world.transaction(() => {
    const present = world.orders.byNumber(draft.seller, draft.outTradeNo);
    if (!present) {
      if (draft.expiresAt <= now) return { kind: 'expired' };
      const parameters = JSON.stringify(draft.parameters);
      const expiresAt = Math.max(draft.expiresAt, now + minimalLifetime);
      const issued = { ...issue(pays, now, address()), prepaidAt: now };
      return {
        kind: 'placed',
        order: world.orders.add({ ...draft, ...issued, expiresAt, parameters, createdAt: now }),
      };
    }
    const state = stateOf(present, now);
    if (isPaid(state)) return { kind: 'paid' };
    if (state === 'CLOSED') return { kind: 'closed' };
    const parameters = parameterDifferences(JSON.parse(present.parameters), draft.parameters);
    if (parameters.length > 0) return { kind: 'differs', parameters };
    if (now < present.prepaidAt + credentialLifetime[pays]) return { kind: 'placed', order: present };
    return { kind: 'placed', order: world.orders.renew(present.id, issue(pays, now, address()), now) };
  });
}

/** The names of the parameters that are not the same, or there in one request only. */
export function parameterDifferences(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

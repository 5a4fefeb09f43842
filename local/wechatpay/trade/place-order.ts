import type { Gateway } from '../gateway';
import type { NewOrder } from '../world/orders';
import { newPrepayId } from './identifiers';
import { isPaid, prepayIdLifetime, stateOf } from './order';

/** An order as a request describes it; what is still missing is WeChat's to decide. */
export type OrderDraft = Omit<NewOrder, 'prepayId' | 'prepaidAt' | 'createdAt' | 'parameters'> & {
  /** What must be the same when the number is submitted again. */
  parameters: Record<string, unknown>;
};

export type Placed =
  | { kind: 'placed'; prepayId: string }
  | { kind: 'paid' }
  | { kind: 'closed' }
  /** The order would have expired before it was made. */
  | { kind: 'expired' }
  /** The number is in use, by an order with other parameters. */
  | { kind: 'differs'; parameters: string[] };

const minimalLifetime = 60_000;

/**
 * Orders under a number, once: the same parameters again give the same order and, while it can be used, the same
 * prepay_id. A number that was paid or closed can never be used again. An expiry less than a minute away is raised to
 * a minute.
 */
export function placeOrder({ world, clock }: Gateway, draft: OrderDraft): Placed {
  const now = clock.now();
  return world.transaction(() => {
    const present = world.orders.byNumber(draft.seller, draft.outTradeNo);
    if (!present) {
      if (draft.expiresAt <= now) return { kind: 'expired' };
      const prepayId = newPrepayId(now);
      const parameters = JSON.stringify(draft.parameters);
      const expiresAt = Math.max(draft.expiresAt, now + minimalLifetime);
      world.orders.add({ ...draft, expiresAt, parameters, createdAt: now, prepayId, prepaidAt: now });
      return { kind: 'placed', prepayId };
    }
    const state = stateOf(present, now);
    if (isPaid(state)) return { kind: 'paid' };
    if (state === 'CLOSED') return { kind: 'closed' };
    const parameters = differences(JSON.parse(present.parameters), draft.parameters);
    if (parameters.length > 0) return { kind: 'differs', parameters };
    if (now < present.prepaidAt + prepayIdLifetime) return { kind: 'placed', prepayId: present.prepayId };
    const prepayId = newPrepayId(now);
    world.orders.renewPrepayId(present.id, prepayId, now);
    return { kind: 'placed', prepayId };
  });
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

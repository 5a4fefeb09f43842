import type { Order } from '../trade/order';
import type { Refund } from '../trade/refund';
import type { Account, Span } from '../world/ledger';
import type { World } from '../world/world';

/** Money that came or went, at a virtual moment. */
export type Movement = { at: number; order: Order } & (
  | { kind: 'payment' }
  | { kind: 'reversal' }
  /** Asked for; and closed, so that the merchant has his money back. */
  | { kind: 'refund' | 'closed-refund'; refund: Refund }
);

/** The movements of these kinds, oldest first; of those at the same moment, the kind that is named first. */
export function movements(
  world: Pick<World, 'ledger' | 'orders'>,
  account: Account,
  span: Span,
  kinds: readonly Movement['kind'][],
): Generator<Movement> {
  return merged(kinds.map((kind) => ofKind(world, account, span, kind)));
}

function* ofKind(
  { ledger, orders }: Pick<World, 'ledger' | 'orders'>,
  account: Account,
  span: Span,
  kind: Movement['kind'],
): Generator<Movement> {
  switch (kind) {
    case 'payment':
      for (const order of ledger.payments(account, span)) yield { kind, at: order.paidAt as number, order };
      return;
    case 'reversal':
      for (const order of ledger.reversals(account, span)) yield { kind, at: order.closedAt as number, order };
      return;
    case 'refund':
      for (const refund of ledger.refunds(account, span)) {
        yield { kind, at: refund.createdAt, refund, order: orders.get(refund.orderId) as Order };
      }
      return;
    case 'closed-refund':
      for (const refund of ledger.closedRefunds(account, span)) {
        yield { kind, at: refund.finalAt, refund, order: orders.get(refund.orderId) as Order };
      }
  }
}

function* merged(sources: Generator<Movement>[]): Generator<Movement> {
  const heads = sources.map((source) => source.next());
  for (;;) {
    let first: { at: number; source: number } | undefined;
    for (const [source, { done, value }] of heads.entries()) {
      if (!done && (first === undefined || value.at < first.at)) first = { at: value.at, source };
    }
    if (first === undefined) return;
    yield heads[first.source]?.value as Movement;
    heads[first.source] = (sources[first.source] as Generator<Movement>).next();
  }
}

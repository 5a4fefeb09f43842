import type { OutboxEntry } from '../../../cloudfunctions/lib/payment/documents';
import type { Order } from '../../../cloudfunctions/lib/payment/order';
import type { Change } from '../world/store';
import type { Happenings, World } from '../world/world';
import { type Invariant, orderOf } from './invariant';

const TRIES = 10;

/** What holds of what we owe the world, after every single commit. */
export const OUTBOX_AT_COMMIT: readonly Invariant<Happenings['commit']>[] = [
  {
    id: 'S14',
    says: 'goods are set out only while some of the money stays, and are never taken for not sent again',
    broken: (_, { changes }) =>
      changesOf<Order>('orders', changes).find(({ document, before }) => {
        if (before?.fulfilmentSent && !document.fulfilmentSent) return true;
        const setOut = document.fulfilmentSent && !before?.fulfilmentSent;
        return setOut && document.reserved + document.refunded >= document.amount;
      }),
  },
  {
    id: 'S20',
    says: 'what is owed is owed until it has reached its receiver, is cancelled, or is DEAD after ten tries',
    broken: (world, { changes }) =>
      changesOf<OutboxEntry>('outbox', changes).find(({ document, before }) => {
        if (!before) return document.status !== 'PENDING';
        if (before.status !== 'PENDING') return document.status !== before.status;
        switch (document.status) {
          case 'PENDING':
            return document.tries < before.tries;
          case 'DONE':
            return !hasArrived(world, document);
          case 'CANCELLED':
            return !mayBeCancelled(world, document);
          case 'DEAD':
            return document.tries < TRIES;
          default:
            return true;
        }
      }),
  },
  {
    id: 'S20b',
    says: 'waiting is no try: goods that have not set out have all their tries left',
    broken: (world, { changes }) =>
      changesOf<OutboxEntry>('outbox', changes).find(
        ({ document: { kind, tries, outTradeNo } }) =>
          kind === 'fulfil' && tries > 0 && !orderOf(world, String(outTradeNo))?.fulfilmentSent,
      ),
  },
  {
    id: 'S21',
    says: 'nothing dies without a person being called',
    broken: (world, { changes }) =>
      changesOf<OutboxEntry>('outbox', changes).find(
        ({ document: { _id, kind, status } }) =>
          status === 'DEAD' && kind !== 'alert' && !world.store.get('outbox', `alert:dead:${_id}`),
      ),
  },
  {
    id: 'S22',
    says: 'the hourly audit finds nothing, because there is nothing to find',
    broken: (_, { changes }) =>
      changesOf<OutboxEntry>('outbox', changes).find(({ document: { _id } }) => _id.startsWith('alert:audit:')),
  },
];

function hasArrived({ carrier, alerted, store }: World, { _id, kind, outTradeNo }: OutboxEntry): boolean {
  switch (kind) {
    case 'fulfil':
      return carrier.delivered.has(_id);
    case 'shipping':
      return carrier.uploaded.has(String(store.get('orders', String(outTradeNo))?.transactionId));
    case 'alert':
      return alerted.has(_id);
    case 'refunded':
      return true;
  }
}

function mayBeCancelled(world: World, { kind, outTradeNo }: OutboxEntry): boolean {
  const order = orderOf(world, String(outTradeNo));
  if (kind !== 'fulfil' || !order) return false;
  return !order.fulfilmentSent && order.asked === 0 && order.reserved + order.refunded === order.amount;
}

function changesOf<D>(collection: string, changes: readonly Change[]): { document: D; before: D | undefined }[] {
  return changes.filter((change) => change.collection === collection) as unknown as {
    document: D;
    before: D | undefined;
  }[];
}

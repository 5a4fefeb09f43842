import type { Order } from '../../../cloudfunctions/lib/payment/order';
import { PAID_AT_MS } from './genuine';
import type { Outcome } from './judge';

/** The whole database. */
export type Everything = Record<string, Record<string, unknown>[] | undefined>;

export const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const sorted = (document: object = {}) => Object.entries(document).sort();
const MONEY = ['orders', 'payments', 'ledger', 'refunds'];

/**
 * In what the database is not as it has to be after a message with this outcome, or undefined: exactly the fields of the
 * order that a payment changes, exactly the documents that belong to it, and otherwise nothing that has to do with money.
 */
export function whatIsWrong(
  order: Order,
  transactionId: unknown,
  outcome: Outcome,
  before: Everything,
  after: Everything,
): string | undefined {
  const added = (name: string) => (after[name] ?? []).slice((before[name] ?? []).length);
  const [anomalies, outbox] = [added('anomalies'), added('outbox')];
  const alerts = outbox.filter(({ kind }) => kind === 'alert').length;
  const seen = `${anomalies.length} anomalies (${anomalies[0]?.reason}), ${outbox.length} in the outbox, ${alerts} alerts`;
  const settled = outcome.kind === 'paid' || outcome.kind === 'hold' || outcome.kind === 'late';
  if (!settled && !MONEY.every((name) => isEqual(before[name], after[name]))) return 'an order or its books changed';
  switch (outcome.kind) {
    case 'untrusted':
    case 'repeated':
      return isEqual(before, after) ? undefined : 'something was written';
    case 'unreadable':
      return anomalies.length === 0 && outbox.length === 1 && alerts === 1 ? undefined : seen;
    case 'noticed':
      return added('inbox').length === 1 && anomalies.length === 0 ? undefined : seen;
    case 'unknown-order':
    case 'conflict': {
      const reasons = outcome.kind === 'conflict' ? outcome.reasons : ['unknown-order'];
      const right = anomalies.length === 1 && reasons.includes(String(anomalies[0]?.reason));
      return right && outbox.length === 1 && alerts === 1 ? undefined : seen;
    }
    default: {
      const late = outcome.kind === 'late';
      const hold = outcome.kind === 'hold';
      const settledSum = late ? { reserved: order.amount, refundCount: 1 } : {};
      const paid = { status: 'PAID', transactionId, paidAt: PAID_AT_MS, late, hold };
      const now = after.orders?.find(({ _id }) => _id === order._id);
      if (!isEqual(sorted(now), sorted({ ...order, ...paid, ...settledSum }))) {
        return `the order became ${JSON.stringify(now)}`;
      }
      const written = ['payments', 'ledger', 'refunds', 'outbox', 'anomalies'].map((name) => added(name).length).join();
      if (written !== (late ? '1,2,1,1,0' : '1,1,0,1,0')) return `written: ${written}`;
      if (added('payments')[0]?._id !== transactionId) return 'the payment is another transaction’s';
      return alerts === (outcome.kind === 'paid' ? 0 : 1) ? undefined : seen;
    }
  }
}

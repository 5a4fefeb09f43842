import type { Account, LedgerEntry } from './documents';
import type { Order } from './order';

/**
 * How the books of an order differ from the order itself, in fen, or undefined where they agree: WeChat owes us what was
 * paid and not refunded, and what is promised to refunds is what the order has reserved.
 *
 * @param entries all of this order's
 */
export function bookDifference(
  order: Order,
  entries: readonly LedgerEntry[],
): { wechat: number; refunds: number } | undefined {
  const paid = order.status === 'PAID' ? order.amount : 0;
  const owed = total(entries, 'debit', 'wechat') - total(entries, 'credit', 'wechat');
  const promised = total(entries, 'credit', 'refunds') - total(entries, 'debit', 'refunds');
  const wechat = owed - (paid - order.refunded);
  const refunds = promised - order.reserved;
  return wechat === 0 && refunds === 0 ? undefined : { wechat, refunds };
}

function total(entries: readonly LedgerEntry[], side: 'debit' | 'credit', account: Account): number {
  return entries.filter((entry) => entry[side] === account).reduce((sum, { amount }) => sum + amount, 0);
}

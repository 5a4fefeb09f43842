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
  const wechat = balance(entries, 'wechat') - (paid - order.refunded);
  const refunds = -balance(entries, 'refunds') - order.reserved;
  return wechat === 0 && refunds === 0 ? undefined : { wechat, refunds };
}

function balance(entries: readonly LedgerEntry[], account: Account): number {
  return entries.reduce((sum, { debit, credit, amount }) => {
    return sum + (debit === account ? amount : 0) - (credit === account ? amount : 0);
  }, 0);
}

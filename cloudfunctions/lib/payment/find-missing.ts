import type { FindingKind } from './finding';
import type { FindingSubject } from './make-finding';
import type { OurDay } from './our-day';
import type { BeijingDay } from './read-beijing-time';

/**
 * What our books have for that day and its bill has not. Refunds stand in the bill of the day on which WeChat took them,
 * whenever they succeed; those that were not made here have no such day in our books.
 *
 * @param seen the transaction ids and refund numbers of the bill
 */
export function findMissing(
  day: BeijingDay,
  { payments, refunds }: OurDay,
  seen: ReadonlySet<string>,
): { kind: FindingKind; subject: FindingSubject }[] {
  const within = (at: number) => at >= day.from && at < day.until;
  const missing: { kind: FindingKind; subject: FindingSubject }[] = [];
  for (const [transactionId, { outTradeNo, amount, at }] of payments) {
    if (within(at) && !seen.has(transactionId)) {
      missing.push({ kind: 'not-in-bill', subject: { outTradeNo, transactionId, ours: amount } });
    }
  }
  for (const [outRefundNo, { outTradeNo, amount, at }] of refunds) {
    if (within(at) && !seen.has(outRefundNo)) {
      missing.push({ kind: 'refund-not-in-bill', subject: { outTradeNo, outRefundNo, ours: amount } });
    }
  }
  return missing;
}

import { beijingDay, beijingMidnight } from '../payment/beijing-date';
import { reconciliationSlot } from '../payment/reconciliation-slot';
import type { Ports } from './ports';
import { reconcileDay } from './reconcile-day';
import { settleFindings } from './settle-findings';

/** Yesterday and the day before: what was not ready, or lies on the other side of midnight, has a second night. */
const DAYS = 2;

/**
 * The night's work: at its times fetches the bills of the last two days and compares them with our books, and in every
 * minute puts right what is due of what they showed. Works until `deadline` at the latest; `cursor` is the time of which all
 * bills have been through, or a millisecond less for each of them that is left.
 *
 * A shop that begins has nothing to compare, so its first time counts as done.
 */
export async function reconcile(
  ports: Ports,
  deadline: number,
  cursor: number,
): Promise<{ cursor: number; complete: boolean }> {
  const slot = reconciliationSlot(ports.clock());
  let left = cursor === 0 ? 0 : Math.min(DAYS, Math.max(0, slot - cursor));
  for (; left > 0; left--) {
    const date = beijingDay(beijingMidnight(slot) - 1 - (DAYS - left) * 24 * 3_600_000);
    if (!(await reconcileDay(ports, date, deadline))) return { cursor: slot - left, complete: false };
  }
  return { cursor: slot, complete: await settleFindings(ports, deadline) };
}

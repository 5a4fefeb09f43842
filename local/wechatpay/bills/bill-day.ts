import { parseRfc3339, spacedTime } from '../trade/beijing-time';
import type { Span } from '../world/ledger';

/** A day in Beijing, `yyyy-mm-dd`, from its midnight to the next. */
export interface BillDay extends Span {
  date: string;
}

const day = 86_400_000;
/** At nine the next morning WeChat begins to make bills; here they are made in no time. */
const madeAfter = 9 * 3_600_000;

/** Undefined for what is no `yyyy-mm-dd`, or a day that no calendar has. */
export function billDay(date: string): BillDay | undefined {
  const from = /^\d{4}-\d\d-\d\d$/.test(date) ? parseRfc3339(`${date}T00:00:00+08:00`) : undefined;
  return from === undefined ? undefined : { date, from, until: from + day };
}

/** When the bill is made. It tells how everything stood then, and is never brought up to date. */
export function madeAt({ until }: BillDay): number {
  return until + madeAfter;
}

export function isFuture({ from }: BillDay, now: number): boolean {
  return from > now;
}

/** Whether more than three calendar months have passed, for which bills are kept. */
export function isTooOld({ date }: BillDay, now: number): boolean {
  const today = spacedTime(now).slice(0, 10);
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - 3;
  const earliest = `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-${today.slice(8)}`;
  return date < earliest;
}

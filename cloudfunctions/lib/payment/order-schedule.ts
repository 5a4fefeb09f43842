import type { Order } from './order';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After the payment parameters were handed out; WeChat wants to be asked within five minutes. */
const QUERIES = [1, 2, 5, 10, 20].map((minutes) => minutes * MINUTE);
/** After closing. */
const WATCHES = [2 * MINUTE, 15 * MINUTE, 2 * HOUR, 12 * HOUR];

/** The year 9999: an index over moments then holds nothing more of this order that is due. */
export const NEVER = 253_370_764_800_000;

/** When WeChat is asked again about an order that waits for its payment. */
export function nextQueryAt({ prepayAt, createdAt }: Pick<Order, 'prepayAt' | 'createdAt'>, now: number): number {
  const since = prepayAt ?? createdAt;
  return QUERIES.map((after) => since + after).find((moment) => moment > now) ?? now + 20 * MINUTE;
}

/** When a closed order that was looked at so many times is looked at again; the first time is `nextWatchAt(0, closedAt)`. */
export function nextWatchAt(watchCount: number, now: number): number {
  const [before = 0, next] = [WATCHES[watchCount - 1], WATCHES[watchCount]];
  return next === undefined ? NEVER : now + next - before;
}

/** When closing is tried again: the longer it has failed, the longer until then, an hour at most. */
export function nextCloseAt({ expireAt }: Pick<Order, 'expireAt'>, now: number): number {
  return now + Math.min(HOUR, Math.max(MINUTE, (now - expireAt) / 4));
}

import type { Order } from './order';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** After the payment parameters were handed out: what is paid and not told is known five minutes later at most. */
const FIRST_QUERIES = [MINUTE, 2 * MINUTE];
const QUERY_EVERY = 5 * MINUTE;
/** After closing. */
const WATCHES = [2 * MINUTE, 15 * MINUTE, 2 * HOUR, 12 * HOUR];

/** WeChat's clock and ours need not agree about when an order expires: so long after that it is ours to close. */
export const CLOSABLE_AFTER = MINUTE;

/** The year 9999: an index over moments then holds nothing more of this order that is due. */
export const NEVER = 253_370_764_800_000;

/** When WeChat is asked again about an order that waits for its payment; one that can be closed is due at once. */
export function nextQueryAt(order: Pick<Order, 'prepayAt' | 'createdAt' | 'expireAt'>, now: number): number {
  const since = order.prepayAt ?? order.createdAt;
  const first = FIRST_QUERIES.map((after) => since + after).filter((moment) => moment > now);
  const regular = since + Math.ceil((now - since + 1) / QUERY_EVERY) * QUERY_EVERY;
  return Math.min(...first, regular, Math.max(now, order.expireAt + CLOSABLE_AFTER));
}

/** When a closed order that was looked at so many times is looked at again; the first time is `nextWatchAt(0, closedAt)`. */
export function nextWatchAt(watchCount: number, now: number): number {
  const [before = 0, next] = [WATCHES[watchCount - 1], WATCHES[watchCount]];
  return next === undefined ? NEVER : now + next - before;
}

/** When closing is tried again: the longer it has failed, the longer until then, an hour at most. */
export function nextCloseAt({ expireAt }: Pick<Order, 'expireAt'>, now: number): number {
  return now + Math.min(HOUR, Math.max(MINUTE, Math.floor((now - expireAt) / 4)));
}

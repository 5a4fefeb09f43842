import { beijingMidnight } from './beijing-date';

const MINUTE = 60_000;
/** WeChat makes the bills from nine o'clock and advises to come after ten: 10:15, and twice more for what was not ready. */
const SLOTS = [615, 675, 855];
const LAST = 855;

/** The last moment not after `now` at which bills were to be fetched, in milliseconds since 1970. */
export function reconciliationSlot(now: number): number {
  const midnight = beijingMidnight(now);
  const minutes = SLOTS.filter((minute) => midnight + minute * MINUTE <= now).at(-1);
  return midnight + (minutes ?? LAST - 24 * 60) * MINUTE;
}

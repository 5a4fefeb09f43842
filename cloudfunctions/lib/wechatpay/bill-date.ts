import { readBeijingDay } from '../payment/read-beijing-time';

/** The day of a bill as it may stand in a path. Throws a RangeError for what no calendar has. */
export function billDate(date: string): string {
  if (!readBeijingDay(date)) throw new RangeError('a bill is asked for by its day, as yyyy-mm-dd');
  return date;
}

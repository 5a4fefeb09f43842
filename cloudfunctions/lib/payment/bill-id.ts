import { beijingDay } from './beijing-date';
import type { Merchant } from './merchant';
import { readBeijingDay } from './read-beijing-time';

/** The id of the trade bill of a day, `yyyy-mm-dd`, of a merchant or of one of a service provider's. */
export function billId({ mchid, subMchid }: Merchant, date: string): string {
  return `${subMchid === undefined ? mchid : `${mchid}-${subMchid}`}:${date}:ALL`;
}

/** The days before and after a day, `yyyy-mm-dd`. */
export function neighbouringDays(date: string): { before: string; after: string } {
  const day = readBeijingDay(date);
  if (!day) throw new RangeError(`${date} is no day.`);
  return { before: beijingDay(day.from - 1), after: beijingDay(day.until) };
}

import { beijingClock } from '../payment/beijing-date';

/** A moment in milliseconds as API v2 writes it: `yyyyMMddHHmmss`. */
export function toBeijingDigits(moment: number): string {
  return beijingIso(moment).replace(/\D/g, '');
}

/** A moment in milliseconds as API v3 writes it: RFC 3339 to the second. */
export function toBeijingRfc3339(moment: number): string {
  return `${beijingIso(moment)}+08:00`;
}

/** Milliseconds of a `yyyyMMddHHmmss`, or undefined for anything else and for days that no calendar has. */
export function fromBeijingDigits(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  return !Number.isNaN(moment) && toBeijingDigits(moment) === text ? moment : undefined;
}

/** Milliseconds of a `yyyy-MM-dd HH:mm:ss`, as API v2 writes the times of refunds, or undefined. */
export function fromBeijingDateTime(text: string): number | undefined {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? fromBeijingDigits(text.replace(/\D/g, '')) : undefined;
}

/** Milliseconds of an RFC 3339 moment with any offset, or undefined. */
export function fromRfc3339(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

function beijingIso(moment: number): string {
  return beijingClock(moment).replace(' ', 'T');
}

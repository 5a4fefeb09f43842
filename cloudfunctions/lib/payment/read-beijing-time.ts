const DAY = 86_400_000;
/** Beijing is eight hours ahead of UTC, in summer and winter. */
const AHEAD = 8 * 3_600_000;

/** A day in Beijing, where WeChat Pay's days begin and end: its first moment, and the first that is no longer in it. */
export interface BeijingDay {
  from: number;
  until: number;
}

/** The day that a `yyyy-mm-dd` names, or undefined for anything else and for days that no calendar has. */
export function readBeijingDay(text: string): BeijingDay | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return undefined;
  const from = (daysBefore(year, month) + day - 1) * DAY - AHEAD;
  return { from, until: from + DAY };
}

/** Milliseconds of a `yyyy-mm-dd hh:mm:ss` in Beijing, or undefined. */
export function readBeijingTime(text: string): number | undefined {
  const [, date = '', ...time] = /^(\d{4}-\d\d-\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text) ?? [];
  const day = readBeijingDay(date);
  const [hour = 24, minute = 60, second = 60] = time.map(Number);
  if (!day || hour > 23 || minute > 59 || second > 59) return undefined;
  return day.from + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Days between 1 January 1970 and the first of that month. */
function daysBefore(year: number, month: number): number {
  const leapYears = leapYearsBefore(year) - leapYearsBefore(1970);
  let days = (year - 1970) * 365 + leapYears;
  for (let before = 1; before < month; before++) days += daysOfMonth(year, before);
  return days;
}

function leapYearsBefore(year: number): number {
  const last = year - 1;
  return Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400);
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return leapYearsBefore(year + 1) > leapYearsBefore(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

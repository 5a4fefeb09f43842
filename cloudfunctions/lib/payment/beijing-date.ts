const FORMAT = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const DAY = 86_400_000;
/** Beijing is eight hours ahead of UTC, in summer and winter. */
const AHEAD = 8 * 3_600_000;

/** The date in Beijing as `yyyymmdd`, where WeChat Pay's days begin and end, of milliseconds since 1970. */
export function beijingDate(moment: number): string {
  return FORMAT.format(moment).replaceAll('-', '');
}

/** The same as `yyyy-mm-dd`, as bills are named. */
export function beijingDay(moment: number): string {
  return FORMAT.format(moment);
}

/** When the day of that moment began in Beijing; both are milliseconds since 1970. */
export function beijingMidnight(moment: number): number {
  return moment - ((moment + AHEAD) % DAY);
}

const DAY = 86_400_000;
/** Beijing is eight hours ahead of UTC, in summer and winter: it has known no daylight saving since 1991. */
const AHEAD = 8 * 3_600_000;

/** The date in Beijing as `yyyymmdd`, where WeChat Pay's days begin and end, of milliseconds since 1970. */
export function beijingDate(moment: number): string {
  return beijingDay(moment).replaceAll('-', '');
}

/** The same as `yyyy-mm-dd`, as bills are named. */
export function beijingDay(moment: number): string {
  return beijingClock(moment).slice(0, 10);
}

/**
 * Date and time in Beijing, `yyyy-mm-dd hh:mm:ss`. Reckoned, not formatted by a locale: what those write changes with Node,
 * and of the runtimes of CloudBase one writes Canada's dates as 11/30/2026.
 */
export function beijingClock(moment: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: The moment is given; no clock is read.
  return new Date(moment + AHEAD).toISOString().slice(0, 19).replace('T', ' ');
}

/** When the day of that moment began in Beijing; both are milliseconds since 1970. */
export function beijingMidnight(moment: number): number {
  return moment - ((moment + AHEAD) % DAY);
}

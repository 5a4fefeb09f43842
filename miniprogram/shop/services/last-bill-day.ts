const HOUR = 3_600_000;

/** The day in Beijing before that of `now` (milliseconds since 1970), `yyyy-mm-dd`: the last of which there can be a bill. */
export function lastBillDay(now: number): string {
  return new Date(now + 8 * HOUR - 24 * HOUR).toISOString().slice(0, 10);
}

const LONGEST = 3_600_000;

/** How long to wait after so many tries (from one): `first` milliseconds, then twice as long each time, an hour at most. */
export function backOff(tries: number, first: number): number {
  return Math.min(LONGEST, first * 2 ** Math.min(Math.max(tries - 1, 0), 20));
}

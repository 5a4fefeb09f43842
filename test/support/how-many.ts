/** How many cases a test looks at: so many with all the others, and so many when a release is measured. */
export function howMany(usually: number, forRelease: number): number {
  return process.env.RELEASE ? forRelease : usually;
}

/** Milliseconds after which such a test is stuck, and not slow. */
export const PATIENCE = howMany(600_000, 6 * 3_600_000);

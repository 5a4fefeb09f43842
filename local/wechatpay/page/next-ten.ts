/** The next ten in the morning in Beijing after a moment, which is when merchants fetch their bills. */
export function nextTen(now: number): number {
  const day = 86_400_000;
  const tenInBeijing = 2 * 3_600_000;
  return Math.floor((now - tenInBeijing) / day) * day + day + tenInBeijing;
}

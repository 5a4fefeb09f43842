/** Fen as yuan with two decimals, 1990 → `19.90`, by integer arithmetic: a price never passes through a fraction. */
export function formatPrice(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`a price is a whole number of fen, not ${fen}`);
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

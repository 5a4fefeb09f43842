/** An amount of money: a safe integer of fen, never negative. The brand keeps yuan and plain numbers out. */
export type Fen = number & { readonly __unit: 'fen' };

/** The number as fen, or undefined if it is no amount of money (a fraction, negative, a string, too large). */
export function asFen(value: unknown): Fen | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? (value as Fen) : undefined;
}

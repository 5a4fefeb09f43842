/** An amount of money: a safe integer of fen, never negative. The brand keeps yuan and plain numbers out. */
export type Fen = number & { readonly __unit: 'fen' };

/** The number as fen, or undefined if it is no amount of money (a fraction, negative, a string, too large). */
export function asFen(value: unknown): Fen | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? (value as Fen) : undefined;
}

export function plus(a: Fen, b: Fen): Fen {
  return checked(a + b);
}

/** Throws where more would be taken than there is: no amount of ours is ever negative. */
export function minus(a: Fen, b: Fen): Fen {
  return checked(a - b);
}

function checked(sum: number): Fen {
  const fen = asFen(sum);
  if (fen === undefined) throw new Error(`${sum} is no amount of money.`);
  return fen;
}

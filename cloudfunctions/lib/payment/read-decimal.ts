/**
 * A decimal number as a whole number of its smallest parts: `12.3` with two places is 1230. Undefined for anything else,
 * and for more places than these: rounding an amount would be inventing one.
 */
export function readDecimal(text: string, places: number): number | undefined {
  const [, sign, whole = '', part = ''] = /^(-?)(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (sign === undefined || part.length > places) return undefined;
  const value = Number(whole + part.padEnd(places, '0'));
  return sign === '-' && value !== 0 ? -value : value;
}

/**
 * What somebody typed as yuan, in fen: `12.8` → 1280. It is read digit by digit, because 19.90 times 100 is not a whole
 * number of anything. Undefined where it is no amount of money; a comma may be a thousand or a decimal, so it is none.
 */
export function parsePrice(text: string): number | undefined {
  const [, yuan = '', cents = ''] = /^(\d{0,9})(?:\.(\d{0,2}))?$/.exec(text.trim()) ?? [];
  if (yuan === '' && cents === '') return undefined;
  return Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

/** Fen as yuan with two decimals and no sign of money, as a spreadsheet reads it: 1280 is 12.80. */
export function makeYuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

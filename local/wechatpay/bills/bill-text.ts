/** How WeChat writes bills: https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html */

/** Names of columns stand bare. */
export function headingLine(names: readonly string[]): string {
  return `${names.join(',')}\r\n`;
}

/** Every value has a backquote before it, so that Excel does not take it for a number. */
export function valueLine(values: readonly string[]): string {
  return `\`${values.join(',`')}\r\n`;
}

/** Fen as yuan: `12.80`. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Fees have five decimals, of which WeChat's rounding leaves two: `0.08000`. */
export function feeYuan(fen: number): string {
  return `${yuan(fen)}000`;
}

/** Fen that WeChat takes of an amount, rounded to whole ones; the rate is in hundredths of a percent. */
export function feeOf(amount: number, rate: number): number {
  return Math.floor((amount * rate + 5000) / 10_000);
}

/** `0.60%`, of hundredths of a percent. */
export function percent(rate: number): string {
  return `${yuan(rate)}%`;
}

const escapes: Record<string, string> = { ',': '\\ ', '"': '\\"', '\r': '\\r', '\n': '\\n', '\u0001': ' ' };

/** What merchants write themselves can end no cell and no line. */
export function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: WeChat names this one.
  return text.replace(/[,"\r\n\u0001]/g, (character) => escapes[character] as string);
}

/** What makes a cell a formula to a spreadsheet (owasp.org/www-community/attacks/CSV_Injection), also in full width. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * One row of CSV as RFC 4180 has it. Every cell is quoted, so that a comma or a quotation mark stays inside it; one that a
 * spreadsheet would calculate begins with an apostrophe instead, because others write some of these texts.
 */
export function csvRow(cells: readonly string[]): string {
  const quoted = cells.map((cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`);
  return `${quoted.join(',')}\r\n`;
}

/** What may be wrong with bills, for whoever reconciles with them; in force until deleted. */
export interface WrongBill {
  /** So many trades, the first ones, are missing, and the sums agree with what is left. */
  dropRows?: number;
  /** So many trades that nobody made; the sums count them. */
  extraRows?: number;
  /** So many trades, the first ones, are of one fen more; the sums agree. */
  changeAmounts?: number;
  /** So many lines are missing, and the sums still count them. */
  dropLines?: number;
  /** The file ends in the middle of its last trade. */
  truncate?: true;
  /** API v3 and the `Digest` of API v2 tell the hash of another file. */
  wrongHash?: true;
}

const counts = ['dropRows', 'extraRows', 'changeAmounts', 'dropLines'];
const flags = ['truncate', 'wrongHash'];

export function isWrongBill(value: unknown): value is WrongBill {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([name, how]) =>
        (flags.includes(name) && how === true) ||
        (counts.includes(name) && Number.isInteger(how) && how >= 0 && how <= 1000),
    )
  );
}

export const wrongBillRule = `应为对象：${counts.join('、')} 是 0 到 1000 的整数，${flags.join('、')} 是 true`;

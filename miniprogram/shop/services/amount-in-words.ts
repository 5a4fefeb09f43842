const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const UNITS = ['仟', '佰', '拾', ''];
/** 一亿元; no order comes near it. */
const LIMIT = 10_000_000_000;

/**
 * Fen in the numerals that a cheque is written with, 10950 → `壹佰零玖元伍角整`: no zero and no point can be overlooked in
 * them. After 《正确填写票据和结算凭证的基本规定》 of the People's Bank of China. Throws RangeError for less than one fen.
 */
export function amountInWords(fen: number): string {
  if (!Number.isInteger(fen) || fen < 1 || fen >= LIMIT)
    throw new RangeError(`${fen} is no amount in fen to be written out`);
  const yuan = Math.trunc(fen / 100);
  const [jiao = 0, cent = 0] = [Math.trunc(fen / 10) % 10, fen % 10];
  const parts = [
    yuan > 0 ? `${yuanInWords(yuan)}元` : '',
    jiao > 0 ? `${DIGITS[jiao]}角` : yuan > 0 && cent > 0 ? '零' : '',
    cent > 0 ? `${DIGITS[cent]}分` : '整',
  ];
  return parts.join('');
}

function yuanInWords(yuan: number): string {
  const [high, low] = [Math.trunc(yuan / 10_000), yuan % 10_000];
  if (high === 0) return fourDigits(low);
  const gap = low > 0 && low < 1000 ? '零' : '';
  return `${fourDigits(high)}万${gap}${low > 0 ? fourDigits(low) : ''}`;
}

/** One to 9999; zeros between other digits are said once, those around them not at all. */
function fourDigits(value: number): string {
  const digits = String(value).padStart(4, '0');
  const said = [...digits].map((digit, place) => (digit === '0' ? '零' : `${DIGITS[Number(digit)]}${UNITS[place]}`));
  return said
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}

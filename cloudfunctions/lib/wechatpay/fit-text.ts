/** Four-byte characters, halves of them, and what neither XML nor a bill can show. */
const REFUSED = /[\u{10000}-\u{10ffff}\p{Cs}\p{Cc}\ufffe\uffff]/gu;

/**
 * Text that a payer's bill shows, in the form both protocol versions take: at most so many bytes of UTF-8, cut between
 * characters, in one line, and without emoji and other characters of four bytes, which API v3 refuses. WeChat takes 127
 * bytes for what is bought and 80 for why money is given back.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897 and https://pay.weixin.qq.com/doc/v3/merchant/4012791903
 */
export function fitText(text: string, maxBytes: number): string {
  const plain = text.replace(/\s+/g, ' ').replace(REFUSED, '').trim();
  if (Buffer.byteLength(plain) <= maxBytes) return plain;
  let fitted = '';
  let bytes = Buffer.byteLength('…');
  for (const character of plain) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    fitted += character;
  }
  return `${fitted}…`;
}

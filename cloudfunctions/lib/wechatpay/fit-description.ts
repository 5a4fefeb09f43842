const MAX_BYTES = 127;

/**
 * What is bought, as the payer's bill shows it, in the form both protocol versions take: at most 127 bytes of UTF-8, cut
 * between characters, and without emoji and other characters of four bytes, which API v3 refuses.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791897
 */
export function fitDescription(description: string): string {
  const plain = description.replace(/[\u{10000}-\u{10ffff}]/gu, '').trim();
  if (Buffer.byteLength(plain) <= MAX_BYTES) return plain;
  let fitted = '';
  let bytes = Buffer.byteLength('…');
  for (const character of plain) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) break;
    fitted += character;
  }
  return `${fitted}…`;
}

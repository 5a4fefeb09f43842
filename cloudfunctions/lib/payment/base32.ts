/** Digits and capitals without I, L, O and U, which are misread over the telephone (crockford.com/base32.html). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first `length` base-32 digits of the bytes, five bits each. */
export function base32(bytes: Uint8Array, length: number): string {
  if (bytes.length * 8 < length * 5) throw new Error(`${bytes.length} bytes are too few for ${length} digits.`);
  let digits = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5 && digits.length < length; bits -= 5) {
      digits += ALPHABET.charAt((buffer >> (bits - 5)) & 31);
    }
    buffer &= (1 << bits) - 1;
    if (digits.length === length) break;
  }
  return digits;
}

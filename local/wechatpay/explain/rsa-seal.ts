import { constants, type KeyObject, publicDecrypt } from 'node:crypto';

/**
 * What a private key signed, read back with its public half: a signature of PKCS#1 v1.5 holds the hash of the text and
 * the name of the hash function (RFC 8017, section 9.2). So a key can be told right or wrong without knowing the text,
 * and a thousand texts cost no more than their hashes.
 */
export interface Seal {
  /** `none` where what was signed is no hash with a name. */
  algorithm: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512' | 'none';
  content: Buffer;
}

/** What stands before a hash: DER of the function's name and the hash's length. */
const prefixes: [Seal['algorithm'], string][] = [
  ['md5', '3020300c06082a864886f70d020505000410'],
  ['sha1', '3021300906052b0e03021a05000414'],
  ['sha256', '3031300d060960864801650304020105000420'],
  ['sha384', '3041300d060960864801650304020205000430'],
  ['sha512', '3051300d060960864801650304020305000440'],
];

/** Undefined where the signature is of another key, or padded in another way. */
export function openSeal(signature: Buffer, publicKey: KeyObject): Seal | undefined {
  let content: Buffer;
  try {
    content = publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature);
  } catch {
    return undefined;
  }
  const hex = content.toString('hex');
  const found = prefixes.find(([, prefix]) => hex.startsWith(prefix));
  if (!found) return { algorithm: 'none', content };
  return { algorithm: found[0], content: content.subarray(found[1].length / 2) };
}

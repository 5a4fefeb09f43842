import { createHash, createHmac } from 'node:crypto';

export type SignType = 'MD5' | 'HMAC-SHA256';

/**
 * The string that is signed: every field but `sign` that is not empty, names in ASCII order, then the key.
 * https://pay.weixin.qq.com/doc/v2/merchant/4011985891
 */
export function stringToSign(fields: Iterable<readonly [string, string | number]>, key: string): string {
  const pairs = Array.from(fields, ([name, value]) => [name, String(value)] as const)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return [...pairs, `key=${key}`].join('&');
}

/** MD5 or HMAC-SHA256 in upper-case hex. The key is part of the string and, for HMAC, the HMAC's key as well. */
export function digest(text: string | Buffer, key: string, signType: SignType): string {
  const hash = signType === 'MD5' ? createHash('md5') : createHmac('sha256', key);
  return hash.update(text).digest('hex').toUpperCase();
}

export function sign(fields: Iterable<readonly [string, string | number]>, key: string, signType: SignType): string {
  return digest(stringToSign(fields, key), key, signType);
}

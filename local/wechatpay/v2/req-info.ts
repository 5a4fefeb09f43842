import { createCipheriv, createHash } from 'node:crypto';

/**
 * Encrypts what API v2 tells of a refund: AES-256-ECB, the key being the MD5 of the API key in lower-case hex
 * (https://pay.weixin.qq.com/doc/v2/merchant/4011935223).
 */
export function sealReqInfo(plaintext: string, apiKey: string): string {
  const key = createHash('md5').update(apiKey).digest('hex');
  const cipher = createCipheriv('aes-256-ecb', key, null);
  return Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]).toString('base64');
}

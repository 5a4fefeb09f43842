import { createDecipheriv, createHash } from 'node:crypto';

/**
 * Decrypts `req_info` of a refund notification: AES-256-ECB under the MD5 of the API key, whose 32 lower-case hex digits
 * are the key's bytes. Nothing protects the text from change, so this proves nothing: whoever has seen such a message can
 * cut and repeat its blocks. Throws a SyntaxError for what this key did not make.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_16
 */
export function decrypt(reqInfo: string, apiKey: string): Buffer {
  const encrypted = Buffer.from(reqInfo, 'base64');
  if (encrypted.toString('base64') !== reqInfo) throw new SyntaxError('req_info 不是规范的 base64');
  const key = createHash('md5').update(apiKey).digest('hex');
  const decipher = createDecipheriv('aes-256-ecb', key, null);
  try {
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch (cause) {
    throw new SyntaxError('req_info 解密失败：被改动过，或 WECHATPAY_API_KEY 不是该商户号的 APIv2 密钥', { cause });
  }
}

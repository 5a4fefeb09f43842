import crypto, { type KeyObject } from 'node:crypto';

/** The encrypted part of a notification, whatever it holds. */
export type EncryptedResource = Readonly<Record<string, unknown>>;

export type Decrypted =
  | { kind: 'plain'; text: string }
  | { kind: 'malformed'; reason: string }
  | { kind: 'undecipherable'; reason: string };

const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/**
 * Decrypts AEAD_AES_256_GCM. The tag, the last 16 bytes, is always checked and always whole: Node would be content with
 * four bytes of it, and text that was not finished is not authenticated.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012071382
 */
export function decrypt(resource: EncryptedResource, key: KeyObject): Decrypted {
  const { algorithm, ciphertext, nonce, associated_data: associatedData = '' } = resource;
  if (algorithm !== 'AEAD_AES_256_GCM') return malformed('加密算法不是 AEAD_AES_256_GCM');
  if (typeof ciphertext !== 'string' || typeof nonce !== 'string' || typeof associatedData !== 'string') {
    return malformed('加密资源缺少 ciphertext、nonce 或 associated_data');
  }
  if (Buffer.byteLength(nonce) !== NONCE_BYTES) return malformed('nonce 不是 12 字节');
  const bytes = Buffer.from(ciphertext, 'base64');
  if (bytes.toString('base64') !== ciphertext) return malformed('ciphertext 不是规范的 base64');
  const end = bytes.length - TAG_BYTES;
  if (end < 1) return malformed('ciphertext 太短');

  const decipher = crypto.createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(bytes.subarray(end));
  const plain = decipher.update(bytes.subarray(0, end));
  try {
    decipher.final();
  } catch {
    return { kind: 'undecipherable', reason: '解密失败：WECHATPAY_API_V3_KEY 不是该商户号的 APIv3 密钥' };
  }
  return { kind: 'plain', text: plain.toString() };
}

function malformed(reason: string): Decrypted {
  return { kind: 'malformed', reason };
}

import { createCipheriv } from 'node:crypto';
import { newNonce } from '../trade/identifiers';

export interface Sealed {
  algorithm: 'AEAD_AES_256_GCM';
  nonce: string;
  associated_data: string;
  ciphertext: string;
}

/** Encrypts with the APIv3 key; the tag is the last 16 bytes (https://pay.weixin.qq.com/doc/v3/merchant/4012071382). */
export function seal(plaintext: string, associatedData: string, apiV3Key: string): Sealed {
  const nonce = newNonce().slice(0, 12).toLowerCase();
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(associatedData));
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    nonce,
    associated_data: associatedData,
    ciphertext: sealed.toString('base64'),
  };
}

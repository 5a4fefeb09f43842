import { constants, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { Merchant } from '../keys/merchants';
import { refusal } from './errors';
import type { Refusal, Request } from './operation';

/**
 * The plain text of a sensitive field: RSA-OAEP with SHA-1, base64, under the key that the request names in
 * `Wechatpay-Serial`. https://pay.weixin.qq.com/doc/v3/merchant/4013053257
 */
export function openSensitive(
  { namedKey }: Pick<Request, 'namedKey'>,
  field: string,
  sealed: string,
): { ok: true; text: string } | Refusal {
  if (!namedKey) return refusal('PARAM_ERROR', { message: `${field}是加密字段，Http头应有Wechatpay-Serial` });
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const opened = privateDecrypt({ key: namedKey.key, padding, oaepHash: 'sha1' }, Buffer.from(sealed, 'base64'));
    return { ok: true, text: opened.toString('utf8') };
  } catch {
    return refusal('PARAM_ERROR', { message: `${field}解密失败，请用Wechatpay-Serial对应的公钥以RSAES-OAEP加密` });
  }
}

/** A sensitive field of an answer: it goes back under the key of the merchant's own certificate. */
export function sealSensitive(text: string, { publicKey: key }: Merchant): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(text)).toString('base64');
}

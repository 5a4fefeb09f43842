import type { V3Credentials } from '../configuration';
import { sign } from './sign';
import { requestToSign } from './string-to-sign';

export interface RequestToAuthorize {
  method: 'GET' | 'POST';
  /** With the query, encoded as it is sent. */
  path: string;
  /** Empty for GET. */
  body: string;
  mchid: string;
  timestampSeconds: number;
  nonce: string;
}

/**
 * The `Authorization` header of a request.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012365336
 */
export function authorization(request: RequestToAuthorize, credentials: V3Credentials): string {
  const { method, path, body, mchid, nonce } = request;
  const timestamp = String(request.timestampSeconds);
  const signature = sign(requestToSign(method, path, timestamp, nonce, body), credentials.privateKey);
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${credentials.merchantSerial}",signature="${signature}"`;
}

import { timingSafeEqual } from 'node:crypto';
import type { V2Credentials } from '../configuration';
import { sign } from './sign';
import type { Fields } from './string-to-sign';

/**
 * Why an API v2 message is not proved to come from WeChat, or undefined if it is. The algorithm is the configured one and
 * never the message's: otherwise whoever writes the message chooses how it is checked. WeChat's messages may leave
 * `sign_type` out, even to merchants who sign with HMAC-SHA256; one that names another type is refused.
 */
export function verify(fields: Fields, credentials: V2Credentials): string | undefined {
  const { sign: received, sign_type: named } = fields;
  if (!received) return '消息没有签名 sign';
  if (named !== undefined && named !== '' && named !== credentials.signType) {
    return `消息的 sign_type 是 ${named.slice(0, 16)}，与配置的 ${credentials.signType} 不同（WECHATPAY_SIGN_TYPE）`;
  }
  const expected = Buffer.from(sign(fields, credentials));
  const actual = Buffer.from(received);
  if (actual.length === expected.length && timingSafeEqual(actual, expected)) return undefined;
  return '签名不符：消息被改动过，或 WECHATPAY_API_KEY 不是该商户号的 APIv2 密钥';
}

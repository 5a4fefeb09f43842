import crypto, { type KeyObject } from 'node:crypto';
import type { VerificationKeys } from '../configuration';
import { messageToVerify } from './string-to-sign';

const TOLERANCE_SECONDS = 300;

export type MessageHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Why an answer or a notification is not proved to come from WeChat, or undefined if it is. The key is the one that the
 * message names; an unknown name is a refusal and never a reason to fetch anything, or else every stranger could make us
 * call out. WeChat's probes, whose signature begins with `WECHATPAY/SIGNTEST/`, get no treatment of their own.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013053249 and, for platform certificates,
 * https://pay.weixin.qq.com/doc/v3/merchant/4013053420
 */
export function verify(
  headers: MessageHeaders,
  body: Buffer,
  keys: VerificationKeys,
  nowSeconds: number,
): string | undefined {
  const timestamp = headers['wechatpay-timestamp'];
  const nonce = headers['wechatpay-nonce'];
  const serial = headers['wechatpay-serial'];
  const signature = headers['wechatpay-signature'];
  const type = headers['wechatpay-signature-type'];
  if (typeof timestamp !== 'string' || !/^[1-9]\d{8,10}$/.test(timestamp))
    return '缺少 Wechatpay-Timestamp，或不是秒数';
  if (typeof nonce !== 'string' || !/^[!-~]{1,128}$/.test(nonce)) return '缺少 Wechatpay-Nonce，或形状不对';
  if (typeof serial !== 'string' || !/^\w{1,64}$/.test(serial)) return '缺少 Wechatpay-Serial，或形状不对';
  if (typeof signature !== 'string') return '缺少 Wechatpay-Signature';
  if (type !== undefined && type !== 'WECHATPAY2-SHA256-RSA2048') return '签名类型不是 WECHATPAY2-SHA256-RSA2048';

  const age = nowSeconds - Number(timestamp);
  if (Math.abs(age) > TOLERANCE_SECONDS)
    return `消息的时间与本机相差 ${Math.round(age)} 秒，超过 5 分钟：重放，或本机时钟不准`;

  const key = keys.get(serial.toUpperCase());
  if (key === undefined) return `没有序列号为 ${serial} 的微信支付公钥或平台证书，请下载并配置`;
  const decoded = canonicalSignature(signature, key);
  if (decoded !== undefined && crypto.verify('RSA-SHA256', messageToVerify(timestamp, nonce, body), key, decoded)) {
    return undefined;
  }
  return '签名不符：消息被改动过（验签须用原始报文），或公钥与序列号不配套';
}

/** Node skips what is not base64, so without a look at the text one signature could be written in many ways. */
function canonicalSignature(text: string, key: KeyObject): Buffer | undefined {
  const bytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  if (text.length !== 4 * Math.ceil(bytes / 3)) return undefined;
  const signature = Buffer.from(text, 'base64');
  return signature.length === bytes && signature.toString('base64') === text ? signature : undefined;
}

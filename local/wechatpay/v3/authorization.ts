import type { Exchange } from '../../exchange';
import { explainV3 } from '../explain/v3';
import type { Merchant, Merchants } from '../keys/merchants';
import type { Incoming } from '../server/answer';
import { refusal } from './errors';
import type { Refusal } from './operation';
import { type Authorization, parseAuthorization } from './parse-authorization';
import { verifyRsa } from './signatures';

/** WeChat refuses a request whose timestamp is so far from its own clock. */
const window = 300;

export type Authorized =
  | { ok: true; merchant: Merchant; signed: string }
  | { ok: false; refusal: Refusal; verdict: Exchange['verdict']; signed?: string };

/** Checks `Authorization` (https://pay.weixin.qq.com/doc/v3/merchant/4012365342). A GET's body is not part of it. */
export function authorize(incoming: Incoming, merchants: Merchants, realNow: number): Authorized {
  const refused = (message: string, reason: string, mistake?: string): Authorized => ({
    ok: false,
    refusal: refusal('SIGN_ERROR', { message }),
    verdict: { ok: false, reason, ...(mistake && { mistake }) },
  });
  const [scheme, parameters] = splitOnce(incoming.headers.authorization ?? '');
  const format = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';
  if (scheme === '') return refused(format, '请求没有 Authorization 头');
  if (scheme !== 'WECHATPAY2-SHA256-RSA2048') {
    return refused('Http头Authorization认证类型不正确', `认证类型是 ${scheme}，应为 WECHATPAY2-SHA256-RSA2048`);
  }
  const authorization = parseAuthorization(parameters);
  if (!authorization) {
    return refused(format, 'Authorization 应有 mchid、nonce_str、signature、timestamp、serial_no 各一个，值在双引号中');
  }
  const off = Number(authorization.timestamp) - Math.floor(realNow / 1000);
  if (!/^\d{10}$/.test(authorization.timestamp) || Math.abs(off) > window) {
    return refused(
      'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
      clockReason(authorization.timestamp, off),
      /^\d{10}$/.test(authorization.timestamp) ? 'clock-off' : 'timestamp-not-seconds',
    );
  }
  const merchant = merchants.get(authorization.mchid);
  if (!merchant) return refused('签名错误', `merchant.json 中没有商户号 ${authorization.mchid}`);
  if (authorization.serial_no.toUpperCase() !== merchant.serial.toUpperCase()) {
    return refused(
      '商户证书序列号有误。请使用签名私钥匹配的证书序列号',
      `serial_no 是 ${authorization.serial_no}，商户 ${merchant.mchid} 的 API 证书序列号是 ${merchant.serial}`,
      'wrong-serial',
    );
  }
  return checkSignature(incoming, authorization, merchant, merchants);
}

function checkSignature(
  incoming: Incoming,
  authorization: Authorization,
  merchant: Merchant,
  merchants: Merchants,
): Authorized {
  const body = incoming.method === 'GET' ? '' : incoming.body.toString('utf8');
  const { timestamp, nonce_str: nonce, signature } = authorization;
  const signed = `${incoming.method}\n${incoming.target}\n${timestamp}\n${nonce}\n${body}\n`;
  if (verifyRsa(signed, signature, merchant.publicKey)) return { ok: true, merchant, signed };
  const detail = {
    detail: { issue: 'sign not match' },
    field: 'signature',
    location: 'authorization',
    sign_information: {
      method: incoming.method,
      sign_message_length: Buffer.byteLength(signed),
      // Of the body, WeChat shows eight characters.
      truncated_sign_message: `${signed.slice(0, signed.length - body.length - 1)}${body.slice(0, 8)}\n`,
      url: incoming.target,
    },
  };
  return {
    ok: false,
    refusal: refusal('SIGN_ERROR', { detail }),
    verdict: {
      ok: false,
      ...explainV3({ incoming, body, authorization, signed, merchant, merchants: merchants.all() }),
    },
    signed,
  };
}

function clockReason(timestamp: string, off: number): string {
  if (!/^\d{10}$/.test(timestamp)) return `timestamp 应为 10 位的秒数，收到 ${timestamp}`;
  return `timestamp 与网关的时钟相差 ${off} 秒，允许 ±${window} 秒`;
}

function splitOnce(header: string): [string, string] {
  const at = header.indexOf(' ');
  return at < 0 ? [header, ''] : [header.slice(0, at), header.slice(at + 1)];
}

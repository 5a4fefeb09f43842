import type { Exchange } from '../../exchange';
import { explainFormat, explainScheme } from '../explain/authorization-format';
import { explainClock } from '../explain/clock';
import { explainMchid, explainSerial } from '../explain/identity';
import { explainV3 } from '../explain/v3';
import type { Keys } from '../keys/load-keys';
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
export function authorize(incoming: Incoming, keys: Keys, realNow: number): Authorized {
  const refused = (message: string, explanation: { reason: string; mistake?: string }): Authorized => ({
    ok: false,
    refusal: refusal('SIGN_ERROR', { message }),
    verdict: { ok: false, ...explanation },
  });
  const header = incoming.headers.authorization ?? '';
  const [scheme, parameters] = splitOnce(header);
  const format = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';
  if (scheme !== 'WECHATPAY2-SHA256-RSA2048') {
    return refused(scheme === '' ? format : 'Http头Authorization认证类型不正确', explainScheme(header));
  }
  const authorization = parseAuthorization(parameters);
  if (!authorization) return refused(format, explainFormat(parameters));
  const { timestamp, mchid, serial_no: serial } = authorization;
  const off = Number(timestamp) - Math.floor(realNow / 1000);
  if (!/^\d{10}$/.test(timestamp) || Math.abs(off) > window) {
    const message = 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟';
    return refused(message, explainClock(timestamp, off, window));
  }
  const merchant = keys.merchants.get(mchid);
  if (!merchant) return refused('签名错误', explainMchid(mchid, keys.merchants));
  if (serial.toUpperCase() !== merchant.serial.toUpperCase()) {
    return refused('商户证书序列号有误。请使用签名私钥匹配的证书序列号', explainSerial(serial, merchant, keys));
  }
  return checkSignature(incoming, authorization, merchant, keys.merchants);
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

function splitOnce(header: string): [string, string] {
  const at = header.indexOf(' ');
  return at < 0 ? [header, ''] : [header.slice(0, at), header.slice(at + 1)];
}

import { checkAppSign } from '../explain/app-sign';
import { checkPaySign } from '../explain/pay-sign';
import type { PaymentCheck } from '../explain/payment';
import { explainV2 } from '../explain/v2';
import type { Gateway } from '../gateway';
import { digest, type SignType, stringToSign } from '../v2/sign';
import { parseXml } from '../v2/xml';
import { authorize } from '../v3/authorization';
import { badRequest, type Control, type ControlAnswer, unknownKey } from './control';

const keys = ['method', 'target', 'authorization', 'body', 'payment'] as const;

/**
 * Whether a signature is right and, if not, which mistake made it wrong. It takes what was sent somewhere else, to the
 * real WeChat Pay for example: a request of API v3 (`method`, `target`, `authorization`, `body`), one of API v2 (`body`,
 * its XML), or what a mini program or an app hands over (`payment`). Nothing is done with it, and it is not logged. When
 * it was sent does not matter.
 */
export const explain: Control = (gateway, { body }) => {
  const unknown = unknownKey(body, keys);
  if (unknown) return unknown;
  const wrong = keys.find((name) => name !== 'payment' && body[name] !== undefined && typeof body[name] !== 'string');
  if (wrong) return badRequest(`${wrong} 应为字符串`);
  const { payment, ...request } = body as Record<string, string> & { payment?: unknown };
  if (payment !== undefined) return explainPayment(gateway, payment);
  return request.authorization === undefined ? explainXml(gateway, request) : explainRequest(gateway, request);
};

function explainRequest({ keys }: Gateway, request: Record<string, string>): ControlAnswer {
  const { method = 'GET', target = '', authorization = '', body = '' } = request;
  if (!target.startsWith('/')) return badRequest('target 应为发送的路径和查询字符串，以 / 开头');
  const timestamp = Number(/timestamp="(\d{10})"/.exec(authorization)?.[1] ?? 0);
  const incoming = { method, target, headers: { authorization }, body: Buffer.from(body) };
  const result = authorize(incoming, keys, timestamp * 1000);
  return { body: result.ok ? { ok: true, signed: result.signed } : { ...result.verdict, signed: result.signed } };
}

function explainXml({ keys: { merchants } }: Gateway, { body = '' }: Record<string, string>): ControlAnswer {
  const fields = parseXml(body);
  if (!fields)
    return badRequest('应有 authorization（APIv3 的请求）、payment（调起支付的参数），或 body 是 APIv2 的 XML');
  const merchant = merchants.get(fields.get('mch_id') ?? fields.get('mchid') ?? '');
  if (!merchant) return badRequest('merchant.json 中没有这个商户号');
  const signType: SignType = fields.get('sign_type') === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'MD5';
  const expected = digest(stringToSign(fields, merchant.apiKey), merchant.apiKey, signType);
  const signed = stringToSign(fields, '********');
  if (fields.get('sign') === expected) return { body: { ok: true, signed } };
  const explanation = explainV2({ fields, signType, expected, known: [], merchant, merchants: merchants.all() });
  return { body: { ok: false, ...explanation, signed } };
}

const ofMiniProgram = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;
const ofApp = ['appid', 'partnerid', 'prepayid', 'package', 'noncestr', 'timestamp', 'sign'] as const;

function explainPayment({ keys: { merchants } }: Gateway, payment: unknown): ControlAnswer {
  const given = (typeof payment === 'object' && payment !== null ? payment : {}) as Record<string, unknown>;
  const inApp = 'prepayid' in given;
  const missing = (inApp ? ofApp : ofMiniProgram).find((name) => typeof given[name] !== 'string');
  if (missing) return badRequest(`payment 的 ${missing} 应为字符串`);
  const texts = given as Record<(typeof ofMiniProgram)[number] | (typeof ofApp)[number], string>;
  const merchant = inApp
    ? merchants.get(texts.partnerid)
    : merchants.all().find(({ appids }) => appids.has(texts.appId));
  if (!merchant) return badRequest('merchant.json 中没有这个商户号或 appid');
  const context = { merchant, merchants: merchants.all(), otherPrepayIds: [] };
  const signType = inApp ? signTypeOf(texts.sign) : signTypeNamed(texts.signType);
  const check = inApp ? checkAppSign : checkPaySign;
  return { body: told(check(texts, { signType }, context)) };
}

function signTypeNamed(name: string): SignType | 'RSA' {
  return name === 'MD5' || name === 'HMAC-SHA256' ? name : 'RSA';
}

/** An app does not tell how it signs; the length of the signature does. */
function signTypeOf(sign: string): SignType | 'RSA' {
  if (sign.length === 32) return 'MD5';
  return sign.length === 64 ? 'HMAC-SHA256' : 'RSA';
}

function told(check: PaymentCheck) {
  return check.ok ? check : { ok: false, ...check.explanation, signed: check.signed };
}

import type { Violation } from '../protocol/fields';
import type { Refusal } from './operation';

/** Status, words and the numeric code in `Request-ID` (https://pay.weixin.qq.com/doc/v3/merchant/4012081717). */
const refusals = {
  USER_PAYING: [202, '用户支付中，需要输入密码', 268435461],
  SIGN_ERROR: [401, '签名错误', 268443699],
  PARAM_ERROR: [400, '参数错误', 268435461],
  INVALID_REQUEST: [400, '请求重入时，参数与首次请求时不一致', 268498688],
  APPID_MCHID_NOT_MATCH: [400, 'appid和mch_id不匹配', 268445527],
  AUTH_CODE_INVALID: [400, '付款码无效，请重新扫码', 268435461],
  MCH_NOT_EXISTS: [400, '商户号不存在', 268443715],
  ORDERPAID: [400, '该订单已支付', 268449538],
  ORDER_PAID: [400, '订单已支付', 268498689],
  ORDER_CLOSED: [400, '该订单已失效', 268447914],
  NO_STATEMENT_EXIST: [400, '请求的账单文件不存在', 268435461],
  STATEMENT_CREATING: [400, '账单生成中', 268435461],
  OUT_TRADE_NO_USED: [403, '商户订单号重复', 268435461],
  NO_AUTH: [403, '受理关系不存在', 268443701],
  NOT_FOUND: [404, '记录不存在', 268435461],
  ORDER_NOT_EXIST: [404, '订单不存在', 268512771],
  RESOURCE_NOT_EXISTS: [404, '查询的资源不存在', 268435461],
  ACCOUNT_ERROR: [403, '账号异常', 268435461],
  RULE_LIMIT: [403, '此商家的收款功能已被限制', 268448010],
  TRADE_ERROR: [403, '交易错误', 268435461],
  USER_ACCOUNT_ABNORMAL: [403, '用户账户异常或已注销', 268435461],
  NOT_ENOUGH: [403, '基本账户余额不足，请充值后重新发起', 268435461],
  FREQUENCY_LIMITED: [429, '请求频率超过限制', 268447840],
  OPENID_MISMATCH: [500, 'openid和appid不匹配', 268435461],
  INVALID_TRANSACTIONID: [500, '订单号非法', 268435461],
  BANK_ERROR: [500, '银行系统异常', 268435456],
  SYSTEM_ERROR: [500, '系统异常，请稍后重试', 268435456],
} as const satisfies Record<string, readonly [number, string, number]>;

export type Code = keyof typeof refusals;

/** What each page lists besides what is its own: a broken parameter or signature, too many requests, and WeChat's own trouble. */
export const onEveryPage: readonly Code[] = ['PARAM_ERROR', 'SIGN_ERROR', 'FREQUENCY_LIMITED', 'SYSTEM_ERROR'];

export function refusal(code: Code, changes: Partial<Refusal> = {}): Refusal {
  const [status, message, number] = refusals[code];
  return { ok: false, status, code, message, number, ...changes };
}

/** A broken rule of a parameter, in the shape of real answers. */
export function parameterRefusal({ rule, source, value, message }: Violation): Refusal {
  if (rule === 'unknown') {
    return refusal('PARAM_ERROR', { message, number: 270924358, detail: { location: null, value } });
  }
  const location = source.split('/')[1];
  return refusal('PARAM_ERROR', {
    message,
    number: rule === 'range' ? 268435464 : 268435461,
    detail: { field: source.slice(`/${location}`.length), issue: rule, location, value },
  });
}

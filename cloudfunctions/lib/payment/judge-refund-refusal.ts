/** What is wrong with us and not with the refund: it goes out again once somebody has put that right. */
const OURS = new Set([
  'SIGN_ERROR',
  'NO_AUTH',
  'RETURN_CODE_FAIL',
  'MCH_NOT_EXISTS',
  'MCHID_NOT_EXIST',
  'APPID_NOT_EXIST',
  'APPID_MCHID_NOT_MATCH',
  'CERT_ERROR',
  'INVALID_CERT',
]);

/**
 * What WeChat's refusal of a refund means: `later` for a balance that is too small today or too many requests, `ours` for
 * keys and permissions, `final` for all else (pay.weixin.qq.com/doc/v3/merchant/4012791862, error codes).
 */
export function judgeRefundRefusal(code: string): 'later' | 'ours' | 'final' {
  if (code === 'NOT_ENOUGH' || code === 'FREQUENCY_LIMITED') return 'later';
  return OURS.has(code) ? 'ours' : 'final';
}

import type { V2Credentials } from '../configuration';
import type { ConfigurationSource, Problems } from './configuration-source';
import { isPublishedSecret } from './published-keys';

const PLACE = '商户平台 → 账户中心 → API 安全 → APIv2 密钥';

/** Whether anything that only API v2 uses is set. */
export function isV2Begun({ variable }: ConfigurationSource): boolean {
  return variable('WECHATPAY_API_KEY') !== undefined || variable('WECHATPAY_SIGN_TYPE') !== undefined;
}

/** The credentials of API v2, or undefined with the reasons in `problems`. */
export function readV2Credentials({ variable }: ConfigurationSource, problems: Problems): V2Credentials | undefined {
  const apiKey = variable('WECHATPAY_API_KEY');
  const signType = variable('WECHATPAY_SIGN_TYPE') ?? 'HMAC-SHA256';
  if (!apiKey) {
    problems.push(`缺少 WECHATPAY_API_KEY：API v2 需要 32 位的 APIv2 密钥，在 ${PLACE} 设置。`);
  } else if (!/^[0-9A-Za-z]{32}$/.test(apiKey)) {
    problems.push(`WECHATPAY_API_KEY 不是 32 位字母和数字：应是 APIv2 密钥，不是别的密钥，在 ${PLACE} 设置。`);
  } else if (isPublishedSecret(apiKey)) {
    problems.push(`WECHATPAY_API_KEY 是公开的示例或过于简单，任何人都能用它伪造支付通知：请在 ${PLACE} 重新设置。`);
  }
  if (signType !== 'MD5' && signType !== 'HMAC-SHA256') {
    problems.push('WECHATPAY_SIGN_TYPE 只能是 MD5 或 HMAC-SHA256（默认 HMAC-SHA256）。');
    return undefined;
  }
  return apiKey ? { apiKey, signType } : undefined;
}

import { createSecretKey, type KeyObject, type X509Certificate } from 'node:crypto';
import type { V3Credentials } from '../configuration';
import type { ConfigurationSource, Problems } from './configuration-source';
import { isPublishedSecret } from './published-keys';
import { hasPrivateKey, type MerchantIdentity } from './read-merchant-identity';
import { isPlatformCertificate, readVerificationKeys } from './read-verification-keys';

const SECURITY = '商户平台 → 账户中心 → API 安全';

const V3_VARIABLES = [
  'WECHATPAY_API_V3_KEY',
  'WECHATPAY_MERCHANT_SERIAL',
  'WECHATPAY_PUBLIC_KEY_ID',
  'WECHATPAY_PUBLIC_KEY',
];

/** Whether anything that only API v3 uses is set. The merchant's certificate and key are not: API v2 refunds need them. */
export function isV3Begun({ variable, listFiles }: ConfigurationSource): boolean {
  return (
    V3_VARIABLES.some((name) => variable(name) !== undefined) ||
    listFiles().some((name) => name === 'pub_key.pem' || isPlatformCertificate(name))
  );
}

/** The credentials of API v3, or undefined with the reasons in `problems`. */
export function readV3Credentials(
  source: ConfigurationSource,
  { privateKey, certificate }: MerchantIdentity,
  problems: Problems,
): V3Credentials | undefined {
  const apiV3Key = readApiV3Key(source, problems);
  if (!hasPrivateKey(source)) {
    problems.push(
      '缺少商户 API 私钥：请设置 WECHATPAY_PRIVATE_KEY，或把证书工具生成的 apiclient_key.pem 放进密钥文件夹，' +
        `见 ${SECURITY} → 商户 API 证书。`,
    );
  }
  const merchantSerial = readMerchantSerial(source, certificate, problems);
  const { verificationKeys, publicKeyId } = readVerificationKeys(source, privateKey, problems);
  if (!apiV3Key || !privateKey || !merchantSerial) return undefined;
  return { apiV3Key, merchantSerial, privateKey, verificationKeys, publicKeyId };
}

function readApiV3Key({ variable }: ConfigurationSource, problems: Problems): KeyObject | undefined {
  const place = `${SECURITY} → APIv3 密钥`;
  const key = variable('WECHATPAY_API_V3_KEY');
  if (!key) {
    problems.push(`缺少 WECHATPAY_API_V3_KEY：API v3 需要 32 位的 APIv3 密钥，在 ${place} 设置。`);
    return undefined;
  }
  if (Buffer.byteLength(key) !== 32) {
    problems.push(`WECHATPAY_API_V3_KEY 是 ${Buffer.byteLength(key)} 字节，应为 32 字节，在 ${place} 设置。`);
    return undefined;
  }
  if (isPublishedSecret(key)) {
    problems.push(`WECHATPAY_API_V3_KEY 是公开的示例或过于简单：请在 ${place} 重新设置。`);
  }
  return createSecretKey(Buffer.from(key));
}

function readMerchantSerial(
  { variable }: ConfigurationSource,
  certificate: X509Certificate | undefined,
  problems: Problems,
): string | undefined {
  const serial = variable('WECHATPAY_MERCHANT_SERIAL')?.toUpperCase();
  const place = `${SECURITY} → 商户 API 证书 → 管理证书`;
  if (serial === undefined) {
    if (certificate) return certificate.serialNumber;
    problems.push(
      `缺少 WECHATPAY_MERCHANT_SERIAL：商户 API 证书的序列号，见 ${place}；也可以把 apiclient_cert.pem 放进密钥文件夹。`,
    );
  } else if (!/^[0-9A-F]{8,40}$/.test(serial)) {
    problems.push(`WECHATPAY_MERCHANT_SERIAL 不是证书序列号（最多 40 位十六进制数字），见 ${place}。`);
  } else if (certificate && certificate.serialNumber !== serial) {
    problems.push('WECHATPAY_MERCHANT_SERIAL 与 apiclient_cert.pem 的序列号不同：换过证书后两者要一起更换。');
  }
  return serial;
}

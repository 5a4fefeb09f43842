import { createPublicKey, createSecretKey, type KeyObject, type X509Certificate } from 'node:crypto';
import type { V3Credentials } from '../configuration';
import type { ConfigurationSource, Problems } from './configuration-source';
import { readKeyMaterial, weakness } from './key-material';
import { isPublishedKey, isPublishedSecret } from './published-keys';
import { isPlatformCertificate, readVerificationKeys } from './read-verification-keys';

const SECURITY = '商户平台 → 账户中心 → API 安全';

const V3_VARIABLES = [
  'WECHATPAY_API_V3_KEY',
  'WECHATPAY_MERCHANT_SERIAL',
  'WECHATPAY_PRIVATE_KEY',
  'WECHATPAY_PUBLIC_KEY_ID',
  'WECHATPAY_PUBLIC_KEY',
];

/** Whether anything that only API v3 uses is set. The merchant certificate is not: API v2 needs it for refunds. */
export function isV3Begun({ variable, listFiles }: ConfigurationSource): boolean {
  return (
    V3_VARIABLES.some((name) => variable(name) !== undefined) ||
    listFiles().some((name) => name === 'pub_key.pem' || isPlatformCertificate(name))
  );
}

/** The credentials of API v3, or undefined with the reasons in `problems`. */
export function readV3Credentials(
  source: ConfigurationSource,
  mchid: string,
  problems: Problems,
): V3Credentials | undefined {
  const apiV3Key = readApiV3Key(source, problems);
  const privateKey = readPrivateKey(source, problems);
  const certificate = readMerchantCertificate(source, mchid, privateKey, problems);
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

function readPrivateKey({ variable, readFile }: ConfigurationSource, problems: Problems): KeyObject | undefined {
  const pasted = variable('WECHATPAY_PRIVATE_KEY');
  const text = pasted ?? readFile('apiclient_key.pem')?.toString();
  if (text === undefined) {
    problems.push(
      '缺少商户 API 私钥：请设置 WECHATPAY_PRIVATE_KEY，或把证书工具生成的 apiclient_key.pem 放进密钥文件夹，' +
        `见 ${SECURITY} → 商户 API 证书。`,
    );
    return undefined;
  }
  const where = pasted === undefined ? '密钥文件夹中的 apiclient_key.pem' : 'WECHATPAY_PRIVATE_KEY';
  const material = readKeyMaterial(text);
  if (material.form !== 'private key') {
    problems.push(`${where} 不是未加密的私钥，看起来是${FORM_NAMES[material.form]}：应是 apiclient_key.pem 的内容。`);
    return undefined;
  }
  const weak = weakness(material.key);
  if (weak) problems.push(`${where} ${weak}。`);
  else if (isPublishedKey(createPublicKey(material.key))) problems.push(`${where} 是文档中公开的示例私钥，不能使用。`);
  return material.key;
}

const FORM_NAMES = {
  'public key': '公钥',
  certificate: '证书',
  'encrypted private key': '加了密码的私钥',
  unreadable: '无法识别的内容（可能没有复制完整）',
} as const;

function readMerchantCertificate(
  { readFile }: ConfigurationSource,
  mchid: string,
  privateKey: KeyObject | undefined,
  problems: Problems,
): X509Certificate | undefined {
  const text = readFile('apiclient_cert.pem')?.toString();
  if (text === undefined) return undefined;
  const material = readKeyMaterial(text);
  if (material.form !== 'certificate') {
    problems.push(`密钥文件夹中的 apiclient_cert.pem 不是证书，请从 ${SECURITY} → 商户 API 证书重新下载。`);
    return undefined;
  }
  const { certificate } = material;
  if (privateKey && !certificate.checkPrivateKey(privateKey)) {
    problems.push('商户 API 私钥与 apiclient_cert.pem 不是一对：两个文件须来自同一次申请。');
  }
  const owner = /^CN=(\d{8,10})$/m.exec(certificate.subject)?.[1];
  if (owner !== undefined && owner !== mchid) {
    problems.push(`apiclient_cert.pem 属于商户号 ${owner}，与 WECHATPAY_MCHID 不同。`);
  }
  return certificate;
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

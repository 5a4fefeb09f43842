import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import type { MerchantCertificate } from '../configuration';
import type { ConfigurationSource, Problems } from './configuration-source';
import { readKeyMaterial, weakness } from './key-material';
import { isPublishedKey } from './published-keys';
import { readP12 } from './read-p12';

const PLACE = '商户平台 → 账户中心 → API 安全 → 商户 API 证书';

/** What the merchant platform's certificate tool gives: API v3 signs with the key, API v2 refunds show the certificate. */
export interface MerchantIdentity {
  privateKey?: KeyObject;
  certificate?: X509Certificate;
  /** Both together, from whichever files hold them. */
  merchantCertificate?: MerchantCertificate;
}

export function hasPrivateKey(source: ConfigurationSource): boolean {
  return privateKeyText(source) !== undefined;
}

/**
 * The merchant's key and certificate, as far as they are there; what is there and wrong is told in `problems`. The PKCS#12
 * file holds the same as the two PEM files beside it, and newer versions of Node cannot open WeChat's: it is read only
 * where they are not complete.
 */
export function readMerchantIdentity(source: ConfigurationSource, mchid: string, problems: Problems): MerchantIdentity {
  const privateKey = readPrivateKey(source, problems);
  const certificate = readCertificate(source, mchid, privateKey, problems);
  const merchantCertificate =
    privateKey && certificate
      ? { cert: certificate.toString(), key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) }
      : readP12(source, mchid, problems);
  return { privateKey, certificate, merchantCertificate };
}

function privateKeyText({ variable, readFile }: ConfigurationSource): string | undefined {
  return variable('WECHATPAY_PRIVATE_KEY') ?? readFile('apiclient_key.pem')?.toString();
}

function readPrivateKey(source: ConfigurationSource, problems: Problems): KeyObject | undefined {
  const text = privateKeyText(source);
  if (text === undefined) return undefined;
  const pasted = source.variable('WECHATPAY_PRIVATE_KEY') !== undefined;
  const where = pasted ? 'WECHATPAY_PRIVATE_KEY' : '密钥文件夹中的 apiclient_key.pem';
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

function readCertificate(
  { variable, readFile }: ConfigurationSource,
  mchid: string,
  privateKey: KeyObject | undefined,
  problems: Problems,
): X509Certificate | undefined {
  const pasted = variable('WECHATPAY_MERCHANT_CERTIFICATE');
  const text = pasted ?? readFile('apiclient_cert.pem')?.toString();
  if (text === undefined) return undefined;
  const where = pasted === undefined ? 'apiclient_cert.pem' : 'WECHATPAY_MERCHANT_CERTIFICATE';
  const material = readKeyMaterial(text);
  if (material.form !== 'certificate') {
    problems.push(`${where} 不是证书，请从 ${PLACE}重新下载。`);
    return undefined;
  }
  const { certificate } = material;
  if (privateKey && !certificate.checkPrivateKey(privateKey)) {
    problems.push(`商户 API 私钥与 ${where} 不是一对：两个文件须来自同一次申请。`);
  }
  const owner = /^CN=(\d{8,10})$/m.exec(certificate.subject)?.[1];
  if (owner !== undefined && owner !== mchid) problems.push(`${where} 属于商户号 ${owner}，与 WECHATPAY_MCHID 不同。`);
  return certificate;
}

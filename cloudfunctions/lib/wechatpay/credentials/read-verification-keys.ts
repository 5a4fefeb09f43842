import { createPublicKey, type KeyObject } from 'node:crypto';
import type { VerificationKeys } from '../configuration';
import type { ConfigurationSource, Problems } from './configuration-source';
import { readKeyMaterial, weakness } from './key-material';

const PLACE = '商户平台 → 账户中心 → API 安全 → 微信支付公钥';
const MOST_CERTIFICATES = 16;

export interface VerificationKeysReading {
  verificationKeys: VerificationKeys;
  publicKeyId?: string;
}

/** Whether a file of the keys folder is one of WeChat's platform certificates. */
export function isPlatformCertificate(name: string): boolean {
  return /^wechatpay_.*\.pem$/.test(name);
}

/**
 * The keys that WeChat's messages are verified with: the WeChat Pay public key, which new merchants have, and platform
 * certificates, which older ones have. While a merchant moves from these to that, both are needed.
 */
export function readVerificationKeys(
  source: ConfigurationSource,
  privateKey: KeyObject | undefined,
  problems: Problems,
): VerificationKeysReading {
  const before = problems.length;
  const verificationKeys = new Map<string, KeyObject>();
  const publicKeyId = addPublicKey(source, verificationKeys, privateKey, problems);
  addPlatformCertificates(source, verificationKeys, problems);
  if (verificationKeys.size === 0 && problems.length === before) {
    problems.push(
      '缺少验签用的密钥：请设置 WECHATPAY_PUBLIC_KEY_ID，并把微信支付公钥 pub_key.pem 放进密钥文件夹（或设置 ' +
        `WECHATPAY_PUBLIC_KEY），见 ${PLACE}；仍使用平台证书的商户则放进 wechatpay_*.pem。`,
    );
  }
  return { verificationKeys, publicKeyId };
}

function addPublicKey(
  { variable, readFile }: ConfigurationSource,
  keys: Map<string, KeyObject>,
  privateKey: KeyObject | undefined,
  problems: Problems,
): string | undefined {
  const id = variable('WECHATPAY_PUBLIC_KEY_ID')?.toUpperCase();
  const pasted = variable('WECHATPAY_PUBLIC_KEY');
  const text = pasted ?? readFile('pub_key.pem')?.toString();
  if (id === undefined && text === undefined) return undefined;
  const where = pasted === undefined ? '密钥文件夹中的 pub_key.pem' : 'WECHATPAY_PUBLIC_KEY';
  if (id === undefined)
    problems.push(`有微信支付公钥而缺少 WECHATPAY_PUBLIC_KEY_ID（PUB_KEY_ID_ 开头），见 ${PLACE}。`);
  else if (!/^PUB_KEY_ID_\w{1,50}$/.test(id))
    problems.push(`WECHATPAY_PUBLIC_KEY_ID 应以 PUB_KEY_ID_ 开头，见 ${PLACE}。`);
  if (text === undefined) {
    problems.push(
      `有 WECHATPAY_PUBLIC_KEY_ID 而缺少微信支付公钥：WECHATPAY_PUBLIC_KEY 或文件 pub_key.pem，见 ${PLACE}。`,
    );
    return undefined;
  }
  const material = readKeyMaterial(text);
  if (material.form !== 'public key') {
    problems.push(`${where} 不是公钥，请从 ${PLACE} 重新下载（平台证书的文件名应是 wechatpay_*.pem）。`);
    return undefined;
  }
  const weak = weakness(material.key);
  if (weak) problems.push(`${where} ${weak}。`);
  if (privateKey && isSameKey(createPublicKey(privateKey), material.key)) {
    problems.push(`${where} 是商户自己的公钥，不是微信支付公钥，请从 ${PLACE} 下载。`);
  }
  if (id !== undefined) keys.set(id, material.key);
  return id;
}

function addPlatformCertificates(
  { listFiles, readFile }: ConfigurationSource,
  keys: Map<string, KeyObject>,
  problems: Problems,
): void {
  const names = listFiles().filter(isPlatformCertificate);
  if (names.length > MOST_CERTIFICATES)
    problems.push(`wechatpay_*.pem 超过 ${MOST_CERTIFICATES} 个，请删去过期的平台证书。`);
  for (const name of names.slice(0, MOST_CERTIFICATES)) {
    const material = readKeyMaterial(readFile(name)?.toString() ?? '');
    if (material.form !== 'certificate') {
      problems.push(`密钥文件夹中的 ${name} 不是证书：平台证书用官方的证书下载工具获取。`);
      continue;
    }
    const weak = weakness(material.key);
    if (weak) problems.push(`密钥文件夹中的 ${name} ${weak}。`);
    keys.set(material.certificate.serialNumber.toUpperCase(), material.key);
  }
}

/** KeyObject.equals came with Node 16.15; the oldest runtime of CloudBase has 16.13. */
function isSameKey(one: KeyObject, other: KeyObject): boolean {
  const bytes = (key: KeyObject) => key.export({ format: 'der', type: 'spki' });
  return bytes(one).equals(bytes(other));
}

import tls from 'node:tls';
import type { Merchant } from '../payment/merchant';
import type { Api } from '../payment/trade';
import type { WechatpayConfiguration } from './configuration';
import type { ConfigurationSource, Problems } from './credentials/configuration-source';
import { readMerchantIdentity } from './credentials/read-merchant-identity';
import { isV2Begun, readV2Credentials } from './credentials/read-v2-credentials';
import { isV3Begun, readV3Credentials } from './credentials/read-v3-credentials';

export type ConfigurationReading = { configuration: WechatpayConfiguration } | { problems: string[] };

/**
 * The configuration from environment variables and the files of the keys folder, or everything that is missing or wrong
 * with it, all at once: one sentence each, in Chinese, with the place in WeChat's consoles where the right value is found
 * and without the value itself. `readFile` and `listFiles` see the keys folder only.
 *
 * A protocol version that is begun has to be complete, whether new orders use it or not: its notifications and queries go
 * on after the change to the other one.
 */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (name: string) => Buffer | undefined,
  listFiles: () => string[],
): ConfigurationReading {
  const problems: string[] = [];
  const source: ConfigurationSource = {
    variable: (name) => environment[name]?.trim() || undefined,
    readFile,
    listFiles,
  };
  const api = readApi(source, problems);
  const merchant = readMerchant(source, problems);
  const baseUrl = readBaseUrl(source, 'WECHATPAY_BASE_URL', 'https://api.mch.weixin.qq.com', problems);
  const tlsBaseUrl = readBaseUrl(source, 'WECHATPAY_TLS_BASE_URL', baseUrl, problems);
  const notifyUrl = readNotifyUrl(source, problems);
  const trustedAuthorities = readTrustedAuthorities(source, problems);
  const identity = readMerchantIdentity(source, merchant.mchid, problems);
  const v2 = ifUsed('v2', api, isV2Begun(source), problems, () => readV2Credentials(source, problems));
  const v3 = ifUsed('v3', api, isV3Begun(source), problems, () => readV3Credentials(source, identity, problems));
  if (v2 && v3 && v3.apiV3Key.export().toString() === v2.apiKey) {
    problems.push('WECHATPAY_API_KEY 与 WECHATPAY_API_V3_KEY 相同：APIv2 密钥和 APIv3 密钥是两个密钥，请分别设置。');
  }
  if (problems.length > 0) return { problems };
  const { merchantCertificate } = identity;
  return {
    configuration: { api, merchant, baseUrl, tlsBaseUrl, notifyUrl, trustedAuthorities, merchantCertificate, v2, v3 },
  };
}

function ifUsed<T>(version: Api, chosen: Api, begun: boolean, problems: Problems, read: () => T | undefined) {
  if (version !== chosen && !begun) return undefined;
  const before = problems.length;
  const credentials = read();
  if (version !== chosen && problems.length > before) {
    problems.push(`新订单使用 API ${chosen}，但 API ${version} 也配置了一部分：请补全，或删去它的全部变量和文件。`);
  }
  return credentials;
}

function readApi(source: ConfigurationSource, problems: Problems): Api {
  const api = source.variable('WECHATPAY_API') ?? 'v3';
  if (api === 'v2' || api === 'v3') return api;
  problems.push('WECHATPAY_API 只能是 v2 或 v3（默认 v3），它决定新订单使用哪一版接口。');
  return 'v3';
}

function readMerchant(source: ConfigurationSource, problems: Problems): Merchant {
  const appid = source.variable('WECHATPAY_APPID');
  const mchid = source.variable('WECHATPAY_MCHID');
  const subAppid = source.variable('WECHATPAY_SUB_APPID');
  const subMchid = source.variable('WECHATPAY_SUB_MCHID');
  const appidPlace = '微信公众平台 → 开发管理 → 开发设置 → 开发者 ID';
  if (!appid) problems.push(`缺少 WECHATPAY_APPID：小程序的 AppID，见 ${appidPlace}。`);
  else if (!isAppid(appid)) problems.push(`WECHATPAY_APPID 不是 AppID（wx 开头，共 18 位），见 ${appidPlace}。`);
  const mchidPlace = '商户平台 → 账户中心 → 商户信息';
  if (!mchid) problems.push(`缺少 WECHATPAY_MCHID：商户号，见 ${mchidPlace}。`);
  else if (!isMchid(mchid)) problems.push(`WECHATPAY_MCHID 不是商户号（8 至 10 位数字），见 ${mchidPlace}。`);
  if (subAppid && !isAppid(subAppid)) problems.push('WECHATPAY_SUB_APPID 不是 AppID（wx 开头，共 18 位）。');
  if (subMchid && !isMchid(subMchid)) problems.push('WECHATPAY_SUB_MCHID 不是商户号（8 至 10 位数字）。');
  if (subAppid && !subMchid) {
    problems.push('有 WECHATPAY_SUB_APPID 而没有 WECHATPAY_SUB_MCHID：两者只在服务商模式下使用，子商户号不可缺少。');
  }
  return { appid: appid ?? '', mchid: mchid ?? '', ...(subMchid && { subMchid }), ...(subAppid && { subAppid }) };
}

function isAppid(text: string): boolean {
  return /^wx[0-9A-Za-z]{16}$/.test(text);
}

function isMchid(text: string): boolean {
  return /^\d{8,10}$/.test(text);
}

/**
 * The address of WeChat Pay. WECHATPAY_TLS_BASE_URL is the address of the APIs that ask for a client certificate: the same
 * at WeChat, another one where a gateway takes certificates on a port of its own.
 */
function readBaseUrl(
  source: ConfigurationSource,
  name: 'WECHATPAY_BASE_URL' | 'WECHATPAY_TLS_BASE_URL',
  otherwise: string,
  problems: Problems,
): string {
  const text = source.variable(name);
  if (text === undefined) return otherwise;
  const url = webAddress(text);
  const secure = url?.protocol === 'https:' || name === 'WECHATPAY_BASE_URL';
  if (url && secure && url.pathname === '/' && url.search === '') return url.origin;
  problems.push(
    `${name} 不是只含协议${secure ? '' : '（必须是 https）'}和主机的地址，例如 https://api.mch.weixin.qq.com（可不设置）。`,
  );
  return '';
}

function readNotifyUrl(source: ConfigurationSource, problems: Problems): string {
  const text = source.variable('WECHATPAY_NOTIFY_URL');
  if (!text) {
    problems.push(
      '缺少 WECHATPAY_NOTIFY_URL：微信支付访问云函数 trade 的 HTTPS 地址，例如 https://x.service.tcloudbase.com/trade，' +
        '见云开发控制台 → 环境 → HTTP 访问服务。',
    );
    return '';
  }
  const url = webAddress(text);
  if (!url || text.includes('?') || text.length > 200) {
    problems.push('WECHATPAY_NOTIFY_URL 不是完整的网址，或带有参数（?）、锚点（#）：微信支付只接受不带参数的地址。');
  }
  return text.replace(/\/+$/, '');
}

function webAddress(text: string): URL | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const plain = url.username === '' && url.password === '' && !text.includes('#');
  return plain && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

/** Node takes a list of authorities instead of its own one, so its own is put in front. */
function readTrustedAuthorities(source: ConfigurationSource, problems: Problems): string | undefined {
  const pem = source.readFile('ca.pem')?.toString();
  if (pem === undefined) return undefined;
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    problems.push('密钥文件夹中的 ca.pem 不是 PEM 格式的证书；不需要额外信任的根证书时请删除它。');
  }
  return [...tls.rootCertificates, pem].join('\n');
}

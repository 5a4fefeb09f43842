import tls from 'node:tls';
import type { MerchantCertificate } from '../configuration';
import type { ConfigurationSource, Problems } from './configuration-source';

/**
 * The merchant's certificate and key from a PKCS#12 file, or from its base64 in a variable. Its password is the merchant
 * number, so one that opens is also the right merchant's.
 */
export function readP12(
  { variable, readFile }: ConfigurationSource,
  mchid: string,
  problems: Problems,
): MerchantCertificate | undefined {
  const pasted = variable('WECHATPAY_MERCHANT_P12');
  const pfx = pasted === undefined ? readFile('apiclient_cert.p12') : Buffer.from(pasted, 'base64');
  if (pfx === undefined || mchid === '') return undefined;
  const problem = whyClosed(pfx, mchid);
  if (problem === undefined) return { pfx, passphrase: mchid };
  problems.push(`${pasted === undefined ? '密钥文件夹中的 apiclient_cert.p12' : 'WECHATPAY_MERCHANT_P12'} ${problem}`);
  return undefined;
}

function whyClosed(pfx: Buffer, passphrase: string): string | undefined {
  try {
    tls.createSecureContext({ pfx, passphrase });
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    if (/mac verify/i.test(message)) {
      return '不能用商户号作密码打开：它属于别的商户号（与 WECHATPAY_MCHID 不同），或文件已损坏。';
    }
    if (/unsupported/i.test(message)) {
      return '的加密方式太旧，这个版本的 Node 不能打开：请改用同一压缩包中的 apiclient_cert.pem 和 apiclient_key.pem。';
    }
    return '不是完整的 PKCS#12 文件：它可能被当作文本复制或上传过，请从商户平台重新下载。';
  }
}

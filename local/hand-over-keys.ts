import { X509Certificate } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives the functions their keys, under the names that the merchant platform gives to its downloads. Once, before any of
 * them starts: a function that reads a key while it is being written finds half of one.
 */
export function handOverKeys(keysFolder: string, functionKeys: string): void {
  const platform = new X509Certificate(readFileSync(join(keysFolder, 'platform.pem')));
  const downloads = {
    'merchant.key': 'apiclient_key.pem',
    'merchant.pem': 'apiclient_cert.pem',
    'merchant.p12': 'apiclient_cert.p12',
    'wechat_public_key.pem': 'pub_key.pem',
    'platform.pem': `wechatpay_${platform.serialNumber}.pem`,
    'tls.pem': 'ca.pem',
  };
  for (const [from, to] of Object.entries(downloads)) copyFileSync(join(keysFolder, from), join(functionKeys, to));
}

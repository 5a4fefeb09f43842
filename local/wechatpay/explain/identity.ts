import type { Keys } from '../keys/load-keys';
import type { Merchant, Merchants } from '../keys/merchants';

interface Named {
  reason: string;
  mistake: string;
}

/** Whose the serial number is, or what became of it, where it is not the one of the merchant's API certificate. */
export function explainSerial(serial: string, merchant: Merchant, { merchants, platforms, publicKey }: Keys): Named {
  const is = (mistake: string, what: string): Named => ({
    mistake,
    reason: `serial_no 是 ${serial}，${what}。商户 ${merchant.mchid} 的 API 证书序列号是 ${merchant.serial}`,
  });
  const upper = serial.toUpperCase();
  if (platforms.some((platform) => platform.serial.toUpperCase() === upper)) {
    return is('platform-serial', '这是微信支付平台证书的序列号，应为商户 API 证书的');
  }
  if (publicKey.id.toUpperCase() === upper) {
    return is('public-key-id-as-serial', '这是微信支付公钥的 ID，应为商户 API 证书的序列号');
  }
  const owner = merchants.all().find((other) => other.serial.toUpperCase() === upper);
  if (owner)
    return is('serial-of-another-merchant', `这是商户 ${owner.mchid} 的证书，mchid 写的却是 ${merchant.mchid}`);
  if (serial === BigInt(`0x${merchant.serial}`).toString()) return is('serial-in-decimal', '这是十进制，应为十六进制');
  const bare = upper.replace(/^(SERIAL=|0X)/, '').replace(/[:\s-]/g, '');
  if (bare === merchant.serial.toUpperCase()) {
    return is('serial-with-signs', '多了前缀、冒号、空格或连字符，应只有十六进制数字');
  }
  if (bare.length > 0 && bare === merchant.serial.toUpperCase().replace(/^0+/, '')) {
    return is('serial-without-zeros', '少了开头的 0');
  }
  return is('wrong-serial', '这里没有这样的证书');
}

/** Who somebody is that signs and is no merchant of `merchant.json`. */
export function explainMchid(mchid: string, merchants: Merchants): Named {
  const sub = merchants.subMerchant(mchid);
  if (sub) {
    const reason = `${mchid} 是特约商户，不能自己签名：mchid 应为服务商的商户号 ${sub.provider}`;
    return { mistake: 'sub-merchant-signs', reason };
  }
  if (merchants.all().some(({ appids }) => appids.has(mchid))) {
    return { mistake: 'appid-as-mchid', reason: `mchid 是 ${mchid}，这是 appid，应为商户号` };
  }
  return { mistake: 'unknown-mchid', reason: `merchant.json 中没有商户号 ${mchid}` };
}

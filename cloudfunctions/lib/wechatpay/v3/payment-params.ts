import type { PaymentParams } from '../../../../typings/api';
import type { V3Client } from './call';
import { sign } from './sign';
import { paymentToSign } from './string-to-sign';

/**
 * The argument of wx.requestPayment, valid for two hours. The signed appid is that of the mini program that runs, a
 * sub-merchant's own where there is one.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791898
 */
export function paymentParams({ configuration, credentials, surroundings }: V3Client, prepayId: string): PaymentParams {
  const { appid, subAppid } = configuration.merchant;
  const timeStamp = String(Math.floor(surroundings.clock() / 1000));
  const nonceStr = surroundings.nonce();
  const packageValue = `prepay_id=${prepayId}`;
  const text = paymentToSign(subAppid ?? appid, timeStamp, nonceStr, packageValue);
  return { timeStamp, nonceStr, package: packageValue, signType: 'RSA', paySign: sign(text, credentials.privateKey) };
}

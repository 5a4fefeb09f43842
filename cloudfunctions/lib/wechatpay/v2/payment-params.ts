import type { PaymentParams } from '../../../../typings/api';
import type { V2Client } from './call';
import { sign } from './sign';

/**
 * The argument of wx.requestPayment, valid for two hours. `appId` is signed although the call does not take it, because
 * WeChat's client knows it: it is the mini program that runs, a sub-merchant's own where there is one. `signType` has to
 * be the one of the unified order.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=7_7
 */
export function paymentParams({ configuration, credentials, surroundings }: V2Client, prepayId: string): PaymentParams {
  const { appid, subAppid } = configuration.merchant;
  const params = {
    timeStamp: String(Math.floor(surroundings.clock() / 1000)),
    nonceStr: surroundings.nonce(),
    package: `prepay_id=${prepayId}`,
    signType: credentials.signType,
  };
  return { ...params, paySign: sign({ appId: subAppid ?? appid, ...params }, credentials) };
}

import type { Order } from '../trade/order';
import type { Candidate } from './candidate';
import { checkPaymentDigest } from './check-payment-digest';
import { checkPaymentRsa } from './check-payment-rsa';
import type { PaymentCheck, PaymentContext, PaymentLines } from './payment';
import { ofPairs, sorted, type V2Mistake } from './v2-mistake';

/** The argument of wx.requestPayment, and the appid of the mini program that called it. */
export interface PaymentParameters {
  appId: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

type Signed = Omit<PaymentParameters, 'paySign'>;

/**
 * What WeChat's client checks before it shows the cashier: v2 https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=7_7,
 * v3 https://pay.weixin.qq.com/doc/v3/merchant/4012791898.
 */
export function checkPaySign(
  { appId, timeStamp, nonceStr, package: packed, signType, paySign }: PaymentParameters,
  order: Pick<Order, 'signType'>,
  context: PaymentContext,
): PaymentCheck {
  const signed = { appId, timeStamp, nonceStr, package: packed, signType };
  const payment = { name: 'paySign', pairs: Object.entries(signed), received: paySign } as const;
  if (order.signType !== 'RSA') {
    const names = { appid: 'appId', timestamp: 'timeStamp', last: 'package' };
    const own = renamed(signed);
    return checkPaymentDigest({ ...payment, signType: order.signType, names, own, isOwn: hasOwnName }, context);
  }
  const lines: PaymentLines = {
    appid: { name: 'appId', value: appId, leftOut: 'app-id-missing' },
    timestamp: { name: 'timeStamp', value: timeStamp },
    nonce: { name: 'nonceStr', value: nonceStr },
    last: { name: 'package', value: packed },
  };
  const reason = 'paySign 里的 package 少了 prepay_id=';
  const own = [{ mistake: 'prepay-id-prefix-missing', reason, last: bareId(signed) }];
  return checkPaymentRsa({ ...payment, lines, own }, context);
}

/** Whether a mistake of any signature has a name of its own where it is made in a paySign. */
function hasOwnName({ mistake, reason }: Candidate): boolean {
  if (mistake === 'names-case') return true;
  return /^(field-not-signed|name-misspelled)$/.test(mistake) && /\bappId\b/.test(reason);
}

function* renamed(signed: Signed): Generator<V2Mistake> {
  const { appId, ...others } = signed;
  const fields = (mistake: string, reason: string, wrong: Record<string, string>) =>
    ofPairs(mistake, reason, sorted(Object.entries(wrong)));
  yield fields('app-id-missing', 'paySign 漏了 appId：它不是 wx.requestPayment 的参数，但要参与签名', others);
  for (const name of ['appid', 'appID', 'AppId', 'app_id']) {
    yield fields('app-id-misspelled', `paySign 里 appId 写成了 ${name}`, { ...others, [name]: appId });
  }
  const bare = { ...signed, package: bareId(signed) };
  yield fields('prepay-id-prefix-missing', 'paySign 里的 package 少了 prepay_id=', bare);
  yield fields('server-names-used', 'paySign 用了 timestamp、noncestr 这些小写名字', {
    appid: appId,
    timestamp: signed.timeStamp,
    noncestr: signed.nonceStr,
    package: signed.package,
    signtype: signed.signType,
  });
  yield fields('server-names-used', 'paySign 用了 nonce_str、prepay_id 这些下单接口的名字', {
    appid: appId,
    timestamp: signed.timeStamp,
    nonce_str: signed.nonceStr,
    prepay_id: bareId(signed),
    sign_type: signed.signType,
  });
  for (const signType of ['MD5', 'HMAC-SHA256', 'RSA']) {
    if (signType === signed.signType) continue;
    const reason = `paySign 里的 signType 是 ${signType}，发送的是 ${signed.signType}`;
    yield fields('sign-type-differs', reason, { ...signed, signType });
  }
}

const bareId = (signed: Signed) => signed.package.replace(/^prepay_id=/, '');

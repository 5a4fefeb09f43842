import type { Purchase } from '../trade/combined';
import { checkPaymentDigest } from './check-payment-digest';
import { checkPaymentRsa } from './check-payment-rsa';
import type { PaymentCheck, PaymentContext, PaymentLines } from './payment';
import { ofPairs, sorted, type V2Mistake } from './v2-mistake';

/** What an app hands to WeChat's SDK (PayReq), under the names that are signed. */
export interface AppParameters {
  appid: string;
  partnerid: string;
  prepayid: string;
  package: string;
  noncestr: string;
  timestamp: string;
  sign: string;
}

type Signed = Omit<AppParameters, 'sign'>;

/**
 * What WeChat checks when an app opens it to pay: v2 https://pay.weixin.qq.com/wiki/doc/api/app/app.php?chapter=9_12,
 * v3 https://pay.weixin.qq.com/doc/v3/merchant/4013070351.
 */
export function checkAppSign(
  { appid, partnerid, prepayid, package: packed, noncestr, timestamp, sign }: AppParameters,
  { signType }: Pick<Purchase, 'signType'>,
  context: PaymentContext,
): PaymentCheck {
  const signed = { appid, partnerid, prepayid, package: packed, noncestr, timestamp };
  const payment = { name: 'sign', pairs: Object.entries(signed), received: sign } as const;
  if (signType !== 'RSA') {
    const names = { appid: 'appid', timestamp: 'timestamp', last: 'prepayid' };
    return checkPaymentDigest({ ...payment, signType, names, own: renamed(signed) }, context);
  }
  const lines: PaymentLines = {
    appid: { name: 'appid', value: appid, leftOut: 'app-id-missing' },
    timestamp: { name: 'timestamp', value: timestamp },
    nonce: { name: 'noncestr', value: noncestr },
    last: { name: 'prepayid', value: prepayid },
  };
  const prefixed = 'sign 里的 prepayid 多了 prepay_id=';
  const own = [
    { mistake: 'prepay-id-prefix-signed', reason: prefixed, last: `prepay_id=${prepayid}` },
    { mistake: 'package-signed', reason: 'sign 签了 package，应为 prepayid', last: packed },
  ];
  return checkPaymentRsa({ ...payment, lines, own }, context);
}

function* renamed(signed: Signed): Generator<V2Mistake> {
  const { appid, partnerid, prepayid, noncestr, timestamp, package: packed } = signed;
  const fields = (mistake: string, reason: string, wrong: Record<string, string>) =>
    ofPairs(mistake, reason, sorted(Object.entries(wrong)));
  const miniProgram = { appId: appid, timeStamp: timestamp, nonceStr: noncestr, package: `prepay_id=${prepayid}` };
  for (const type of ['MD5', 'HMAC-SHA256']) {
    const named = 'sign 用了小程序的 appId、timeStamp 等名字';
    yield fields('mini-program-names-used', named, { ...miniProgram, signType: type });
    const more = `sign 多签了 signType=${type}：APP 支付没有这个参数`;
    yield fields('sign-type-signed', more, { ...signed, signType: type });
  }
  yield fields('camel-case-names', 'sign 用了 partnerId、prepayId 等名字，应全部小写', {
    appId: appid,
    partnerId: partnerid,
    prepayId: prepayid,
    nonceStr: noncestr,
    timeStamp: timestamp,
    package: packed,
  });
  yield fields('server-names-used', 'sign 用了 mch_id、prepay_id 等下单接口的名字', {
    appid,
    mch_id: partnerid,
    prepay_id: prepayid,
    nonce_str: noncestr,
    timestamp,
    package: packed,
  });
  const wrongPackage = { ...signed, package: `prepay_id=${prepayid}` };
  yield fields('package-is-prepay-id', 'sign 里的 package 是 prepay_id=…，应为 Sign=WXPay', wrongPackage);
}

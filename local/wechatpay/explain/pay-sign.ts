import type { Merchant } from '../keys/merchants';
import type { Order } from '../trade/order';
import { digest, type SignType, stringToSign } from '../v2/sign';
import { verifyRsa } from '../v3/signatures';
import { type Candidate, type Explanation, explain } from './candidate';
import { otherKeys } from './v2';
import { v2Candidates } from './v2-candidates';

/** The argument of wx.requestPayment, and the appid of the mini program that called it. */
export interface PaymentParameters {
  appId: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

export type PaySignCheck = { ok: true; signed: string } | { ok: false; signed: string; explanation: Explanation };

/**
 * What WeChat's client checks before it shows the cashier: v2 https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=7_7,
 * v3 https://pay.weixin.qq.com/doc/v3/merchant/4012791898.
 */
export function checkPaySign(
  parameters: PaymentParameters,
  { signType }: Pick<Order, 'signType'>,
  merchant: Merchant,
  merchants: Merchant[],
): PaySignCheck {
  return signType === 'RSA'
    ? checkRsa(parameters, merchant, merchants)
    : checkDigest(parameters, signType, merchant, merchants);
}

function checkDigest(
  { paySign, ...signed }: PaymentParameters,
  signType: SignType,
  merchant: Merchant,
  merchants: Merchant[],
): PaySignCheck {
  const pairs = Object.entries(signed);
  const shown = stringToSign(pairs, '********');
  const expected = digest(stringToSign(pairs, merchant.apiKey), merchant.apiKey, signType);
  if (paySign === expected) return { ok: true, signed: shown };
  const unexplained = { reason: 'paySign 不对，没有哪一个单独的错误能得到它', expected, received: paySign };
  const keys = { key: merchant.apiKey, otherKeys: otherKeys(merchant, merchants), signType, received: paySign };
  function* candidates(): Generator<Candidate> {
    for (const [mistake, reason, wrong] of renamed(signed)) {
      const text = stringToSign(Object.entries(wrong), merchant.apiKey);
      yield {
        mistake,
        reason,
        text: stringToSign(Object.entries(wrong), '********'),
        matches: () => digest(text, merchant.apiKey, signType) === paySign,
      };
    }
    for (const candidate of v2Candidates({ pairs, ...keys })) {
      // The omission of appId has a name of its own above.
      if (candidate.mistake !== 'field-not-signed' || !candidate.reason.includes('appId')) yield candidate;
    }
  }
  return { ok: false, signed: shown, explanation: explain(candidates(), unexplained, shown) };
}

type Signed = Omit<PaymentParameters, 'paySign'>;

function* renamed(signed: Signed): Generator<[mistake: string, reason: string, fields: Record<string, string>]> {
  const { appId, ...others } = signed;
  yield ['app-id-missing', 'paySign 漏了 appId：它不是 wx.requestPayment 的参数，但要参与签名', others];
  yield ['app-id-misspelled', 'paySign 里 appId 写成了 appid', { ...others, appid: appId }];
  yield ['prepay-id-prefix-missing', 'paySign 里的 package 少了 prepay_id=', { ...signed, package: bareId(signed) }];
  yield [
    'server-names-used',
    'paySign 用了 timestamp、noncestr 这些小写名字',
    {
      appid: appId,
      timestamp: signed.timeStamp,
      noncestr: signed.nonceStr,
      package: signed.package,
      signtype: signed.signType,
    },
  ];
}

const bareId = (signed: Signed) => signed.package.replace(/^prepay_id=/, '');

function checkRsa({ paySign, ...signed }: PaymentParameters, merchant: Merchant, merchants: Merchant[]): PaySignCheck {
  const text = (fields: Signed) => `${fields.appId}\n${fields.timeStamp}\n${fields.nonceStr}\n${fields.package}\n`;
  const right = text(signed);
  if (verifyRsa(right, paySign, merchant.publicKey)) return { ok: true, signed: right };
  const byThisMerchant = (wrong: string) => () => verifyRsa(wrong, paySign, merchant.publicKey);
  const candidate = (mistake: string, reason: string, wrong: string): Candidate => ({
    mistake,
    reason,
    text: wrong,
    matches: byThisMerchant(wrong),
  });
  function* candidates(): Generator<Candidate> {
    yield candidate(
      'app-id-missing',
      'paySign 漏了 appId',
      `${signed.timeStamp}\n${signed.nonceStr}\n${signed.package}\n`,
    );
    yield candidate(
      'prepay-id-prefix-missing',
      'paySign 里的 package 少了 prepay_id=',
      text({ ...signed, package: bareId(signed) }),
    );
    yield candidate('trailing-newline-missing', '签名串末尾少了一个换行', right.slice(0, -1));
    for (const other of new Set(merchants.flatMap(({ appids }) => [...appids]))) {
      if (other === signed.appId) continue;
      yield candidate('wrong-app-id', `paySign 里的 appId 是 ${other}`, text({ ...signed, appId: other }));
    }
    for (const other of merchants) {
      if (other === merchant) continue;
      const matches = () => verifyRsa(right, paySign, other.publicKey);
      yield { mistake: 'wrong-key', reason: `用的是商户 ${other.mchid} 的私钥`, text: right, matches };
    }
    for (const signType of ['MD5', 'HMAC-SHA256'] as const) {
      for (const claimed of [signed.signType, signType]) {
        const pairs = stringToSign(Object.entries({ ...signed, signType: claimed }), merchant.apiKey);
        yield {
          mistake: 'v2-signature',
          reason: `APIv3 的订单用了 APIv2 的 ${signType} 签名，应为 RSA`,
          text: stringToSign(Object.entries({ ...signed, signType: claimed }), '********'),
          matches: () => digest(pairs, merchant.apiKey, signType) === paySign.toUpperCase(),
        };
      }
    }
  }
  const unexplained = { reason: 'paySign 不对，没有哪一个单独的错误能得到它', expected: right, received: paySign };
  return { ok: false, signed: right, explanation: explain(candidates(), unexplained, right) };
}

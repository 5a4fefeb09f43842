import type { Purchase } from '../trade/combined';
import { digest, type SignType, stringToSign } from '../v2/sign';
import { verifyRsa } from '../v3/signatures';
import { type Candidate, explain } from './candidate';
import { textOf } from './line-mistakes';
import {
  type PaymentCheck,
  type PaymentContext,
  type PaymentLines,
  paymentTextMistakes,
  v2PaymentMistakes,
  v2SignatureCandidates,
  v2StringMistakes,
  v3SignatureCandidate,
} from './payment';
import { explainRsa, type TextMistake } from './rsa';
import { otherKeys } from './v2';
import { v2Candidate, v2Candidates } from './v2-candidates';
import { ofPairs, type Pairs, sorted, type V2Mistake } from './v2-mistake';

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
  return signType === 'RSA' ? checkRsa(signed, sign, context) : checkDigest(signed, sign, signType, context);
}

function checkDigest(signed: Signed, received: string, signType: SignType, context: PaymentContext): PaymentCheck {
  const { merchant, merchants } = context;
  const pairs: Pairs = Object.entries(signed);
  const shown = stringToSign(pairs, '********');
  const expected = digest(stringToSign(pairs, merchant.apiKey), merchant.apiKey, signType);
  if (received === expected) return { ok: true, signed: shown };
  const keys = { key: merchant.apiKey, otherKeys: otherKeys(merchant, merchants) };
  const signature = { pairs, signType, received, ...keys };
  const names = { appid: 'appid', timestamp: 'timestamp', last: 'prepayid' };
  function* candidates(): Generator<Candidate> {
    for (const mistake of renamed(signed)) yield v2Candidate(mistake, signature);
    for (const mistake of v2PaymentMistakes(pairs, names, context)) yield v2Candidate(mistake, signature);
    yield* v2Candidates(signature);
    yield v3SignatureCandidate(received, signType, merchant);
  }
  const unexplained = { reason: 'sign 不对，没有哪一个单独的错误能得到它', expected, received };
  return { ok: false, signed: shown, explanation: explain(candidates(), unexplained, shown) };
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

function checkRsa(signed: Signed, received: string, context: PaymentContext): PaymentCheck {
  const lines: PaymentLines = {
    appid: { name: 'appid', value: signed.appid, leftOut: 'app-id-missing' },
    timestamp: { name: 'timestamp', value: signed.timestamp },
    nonce: { name: 'noncestr', value: signed.noncestr },
    last: { name: 'prepayid', value: signed.prepayid },
  };
  const text = (last: string) => textOf([lines.appid, lines.timestamp, lines.nonce, { value: last }]);
  const right = text(signed.prepayid);
  const { merchant, merchants } = context;
  if (verifyRsa(right, received, merchant.publicKey)) return { ok: true, signed: right };
  const pairs: Pairs = Object.entries(signed);
  function* texts(): Generator<TextMistake> {
    const prefixed = 'sign 里的 prepayid 多了 prepay_id=';
    yield { mistake: 'prepay-id-prefix-signed', reason: prefixed, text: text(`prepay_id=${signed.prepayid}`) };
    yield { mistake: 'package-signed', reason: 'sign 签了 package，应为 prepayid', text: text(signed.package) };
    yield* paymentTextMistakes(lines, context);
    yield* v2StringMistakes(pairs, merchant);
  }
  const signature = { what: 'sign ', signed: right, received, merchant, merchants };
  const explanation = explainRsa(signature, texts(), v2SignatureCandidates(pairs, received, merchant));
  return { ok: false, signed: right, explanation };
}

import type { Order } from '../trade/order';
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
  return order.signType === 'RSA'
    ? checkRsa(signed, paySign, context)
    : checkDigest(signed, paySign, order.signType, context);
}

function checkDigest(signed: Signed, received: string, signType: SignType, context: PaymentContext): PaymentCheck {
  const { merchant, merchants } = context;
  const pairs: Pairs = Object.entries(signed);
  const shown = stringToSign(pairs, '********');
  const expected = digest(stringToSign(pairs, merchant.apiKey), merchant.apiKey, signType);
  if (received === expected) return { ok: true, signed: shown };
  const keys = { key: merchant.apiKey, otherKeys: otherKeys(merchant, merchants) };
  const signature = { pairs, signType, received, ...keys };
  const names = { appid: 'appId', timestamp: 'timeStamp', last: 'package' };
  function* candidates(): Generator<Candidate> {
    for (const mistake of renamed(signed)) yield v2Candidate(mistake, signature);
    for (const mistake of v2PaymentMistakes(pairs, names, context)) yield v2Candidate(mistake, signature);
    for (const candidate of v2Candidates(signature)) {
      if (!hasOwnName(candidate)) yield candidate;
    }
    yield v3SignatureCandidate(received, signType, merchant);
  }
  const unexplained = { reason: 'paySign 不对，没有哪一个单独的错误能得到它', expected, received };
  return { ok: false, signed: shown, explanation: explain(candidates(), unexplained, shown) };
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

function checkRsa(signed: Signed, received: string, context: PaymentContext): PaymentCheck {
  const lines: PaymentLines = {
    appid: { name: 'appId', value: signed.appId, leftOut: 'app-id-missing' },
    timestamp: { name: 'timeStamp', value: signed.timeStamp },
    nonce: { name: 'nonceStr', value: signed.nonceStr },
    last: { name: 'package', value: signed.package },
  };
  const text = (last: string) => textOf([lines.appid, lines.timestamp, lines.nonce, { value: last }]);
  const right = text(signed.package);
  const { merchant, merchants } = context;
  if (verifyRsa(right, received, merchant.publicKey)) return { ok: true, signed: right };
  const pairs: Pairs = Object.entries(signed);
  function* texts(): Generator<TextMistake> {
    const reason = 'paySign 里的 package 少了 prepay_id=';
    yield { mistake: 'prepay-id-prefix-missing', reason, text: text(bareId(signed)) };
    yield* paymentTextMistakes(lines, context);
    yield* v2StringMistakes(pairs, merchant);
  }
  const signature = { what: 'paySign ', signed: right, received, merchant, merchants };
  const explanation = explainRsa(signature, texts(), v2SignatureCandidates(pairs, received, merchant));
  return { ok: false, signed: right, explanation };
}

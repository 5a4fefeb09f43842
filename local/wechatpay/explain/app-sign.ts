import type { Merchant } from '../keys/merchants';
import type { Purchase } from '../trade/combined';
import { digest, type SignType, stringToSign } from '../v2/sign';
import { verifyRsa } from '../v3/signatures';
import { type Candidate, explain } from './candidate';
import type { PaySignCheck } from './pay-sign';
import { otherKeys } from './v2';
import { v2Candidates } from './v2-candidates';

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
  { sign, ...signed }: AppParameters,
  { signType }: Purchase,
  merchant: Merchant,
  merchants: Merchant[],
): PaySignCheck {
  return signType === 'RSA'
    ? checkRsa(signed, sign, merchant, merchants)
    : checkDigest(signed, sign, signType, merchant, merchants);
}

function checkDigest(
  signed: Signed,
  received: string,
  signType: SignType,
  merchant: Merchant,
  merchants: Merchant[],
): PaySignCheck {
  const key = merchant.apiKey;
  const pairs = Object.entries(signed);
  const shown = stringToSign(pairs, '********');
  const expected = digest(stringToSign(pairs, key), key, signType);
  if (received === expected) return { ok: true, signed: shown };
  function* candidates(): Generator<Candidate> {
    for (const [mistake, reason, wrong] of renamed(signed)) {
      const text = stringToSign(Object.entries(wrong), key);
      yield {
        mistake,
        reason,
        text: stringToSign(Object.entries(wrong), '********'),
        matches: () => digest(text, key, signType) === received,
      };
    }
    yield* v2Candidates({ pairs, key, otherKeys: otherKeys(merchant, merchants), signType, received });
  }
  const unexplained = { reason: 'sign 不对，没有哪一个单独的错误能得到它', expected, received };
  return { ok: false, signed: shown, explanation: explain(candidates(), unexplained, shown) };
}

function* renamed(signed: Signed): Generator<[mistake: string, reason: string, fields: Record<string, string>]> {
  const { appid, partnerid, prepayid, noncestr, timestamp } = signed;
  const miniProgram = { appId: appid, timeStamp: timestamp, nonceStr: noncestr, package: `prepay_id=${prepayid}` };
  for (const type of ['MD5', 'HMAC-SHA256']) {
    yield ['mini-program-names-used', 'sign 用了小程序的 appId、timeStamp 等名字', { ...miniProgram, signType: type }];
    yield ['sign-type-signed', `sign 多签了 signType=${type}：APP 支付没有这个参数`, { ...signed, signType: type }];
  }
  const camelCase = {
    appId: appid,
    partnerId: partnerid,
    prepayId: prepayid,
    nonceStr: noncestr,
    timeStamp: timestamp,
  };
  yield [
    'camel-case-names',
    'sign 用了 partnerId、prepayId 等名字，应全部小写',
    { ...camelCase, package: signed.package },
  ];
  yield [
    'package-is-prepay-id',
    'sign 里的 package 是 prepay_id=…，应为 Sign=WXPay',
    { ...signed, package: `prepay_id=${prepayid}` },
  ];
}

function checkRsa(signed: Signed, received: string, merchant: Merchant, merchants: Merchant[]): PaySignCheck {
  const text = ({ appid, timestamp, noncestr, prepayid }: Signed) =>
    `${appid}\n${timestamp}\n${noncestr}\n${prepayid}\n`;
  const right = text(signed);
  if (verifyRsa(right, received, merchant.publicKey)) return { ok: true, signed: right };
  const mistakes: [mistake: string, reason: string, wrong: string][] = [
    [
      'prepay-id-prefix-signed',
      'sign 里的 prepayid 多了 prepay_id=',
      text({ ...signed, prepayid: `prepay_id=${signed.prepayid}` }),
    ],
    ['package-signed', 'sign 签了 package，应为 prepayid', text({ ...signed, prepayid: signed.package })],
    ['trailing-newline-missing', '签名串末尾少了一个换行', right.slice(0, -1)],
    ['app-id-missing', 'sign 漏了 appid', right.slice(signed.appid.length + 1)],
  ];
  function* candidates(): Generator<Candidate> {
    for (const [mistake, reason, wrong] of mistakes) {
      yield { mistake, reason, text: wrong, matches: () => verifyRsa(wrong, received, merchant.publicKey) };
    }
    for (const other of merchants) {
      if (other === merchant) continue;
      const matches = () => verifyRsa(right, received, other.publicKey);
      yield { mistake: 'wrong-key', reason: `用的是商户 ${other.mchid} 的私钥`, text: right, matches };
    }
    for (const signType of ['MD5', 'HMAC-SHA256'] as const) {
      const pairs = Object.entries(signed);
      const matches = () => digest(stringToSign(pairs, merchant.apiKey), merchant.apiKey, signType) === received;
      const reason = `APIv3 的订单用了 APIv2 的 ${signType} 签名，应为 RSA`;
      yield { mistake: 'v2-signature', reason, text: stringToSign(pairs, '********'), matches };
    }
  }
  const unexplained = { reason: 'sign 不对，没有哪一个单独的错误能得到它', expected: right, received };
  return { ok: false, signed: right, explanation: explain(candidates(), unexplained, right) };
}

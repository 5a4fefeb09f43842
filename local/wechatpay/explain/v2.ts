import type { Merchant } from '../keys/merchants';
import { type SignType, stringToSign } from '../v2/sign';
import { type Explanation, explain } from './candidate';
import { v2Candidates } from './v2-candidates';

/** Why the signature of an API v2 request is not the one it should be. */
export function explainV2(request: {
  fields: Map<string, string>;
  signType: SignType;
  expected: string;
  /** The names that the operation takes besides those that were sent. */
  known: readonly string[];
  merchant: Merchant;
  merchants: Merchant[];
}): Explanation {
  const { fields, signType, expected, known, merchant, merchants } = request;
  const pairs = [...fields].filter(([name]) => name !== 'sign');
  const received = fields.get('sign') ?? '';
  const keys = { key: merchant.apiKey, otherKeys: otherKeys(merchant, merchants) };
  return explain(
    v2Candidates({ pairs, signType, received, known, ...keys }),
    { reason: '签名错误：没有哪一个单独的错误能得到这个签名', expected, received },
    stringToSign(pairs, '********'),
  );
}

export function otherKeys(merchant: Merchant, merchants: Merchant[]) {
  return [
    { name: ' APIv3 密钥', key: merchant.apiV3Key },
    ...merchants
      .filter((other) => other !== merchant)
      .flatMap((other) => [
        { name: `商户 ${other.mchid} 的 APIv2 密钥`, key: other.apiKey },
        { name: `商户 ${other.mchid} 的 APIv3 密钥`, key: other.apiV3Key },
      ]),
    { name: '商户号', key: merchant.mchid },
    ...[...merchant.appids].map((appid) => ({ name: ' appid', key: appid })),
  ];
}

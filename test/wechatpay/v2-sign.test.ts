import { describe, expect, test } from '@jest/globals';
import type { V2SignType } from '../../cloudfunctions/lib/wechatpay/configuration';
import { sign } from '../../cloudfunctions/lib/wechatpay/v2/sign';
import { stringToSign } from '../../cloudfunctions/lib/wechatpay/v2/string-to-sign';
import { verify } from '../../cloudfunctions/lib/wechatpay/v2/verify';
import { signatures } from '../fixtures/wechatpay/v2.json';
import { v2Credentials, v2PaidFields, v2Sign } from './wechat';

describe('published API v2 signatures', () => {
  const vectors = signatures.map(({ id, algorithm, ...vector }) => ({
    id,
    ...vector,
    params: vector.params as unknown as Record<string, string>,
    credentials: { apiKey: vector.key, signType: algorithm as V2SignType },
  }));

  test.each(vectors)('$id is what we make', ({ params, credentials, expected }) => {
    expect(sign(params, credentials)).toBe(expected);
  });

  test.each(vectors)('$id is what we accept', ({ params, credentials, expected }) => {
    expect(verify({ ...params, sign: expected }, credentials)).toBeUndefined();
  });

  test('the documented example is signed over the documented text', () => {
    expect(stringToSign(vectors[0]?.params ?? {})).toBe(signatures[0]?.canonical);
  });
});

describe('the text that is signed', () => {
  test('is sorted by the bytes of the names', () => {
    expect(stringToSign({ b: '1', a10: '2', a1: '3', B: '4', a_: '5' })).toBe('B=4&a1=3&a10=2&a_=5&b=1');
  });

  test('leaves out the sign and what is empty, and keeps a zero', () => {
    expect(stringToSign({ sign: 'X', empty: '', zero: '0', one: '1' })).toBe('one=1&zero=0');
  });

  test('carries values as they are, neither encoded nor trimmed', () => {
    expect(stringToSign({ body: ' 苹果 & 梨=<1> ', detail: '{"a":1}' })).toBe('body= 苹果 & 梨=<1> &detail={"a":1}');
  });

  test('[T12] cannot tell two fields from one value that looks like them, which is why nothing a buyer types is sent', () => {
    expect(stringToSign({ attach: 'x&body=y' })).toBe(stringToSign({ attach: 'x', body: 'y' }));
  });
});

describe('another library agrees', () => {
  test.each(['MD5', 'HMAC-SHA256'] as const)('on %s over Chinese, emoji and markup', (signType) => {
    const fields = { ...v2PaidFields, body: '红富士苹果🍎 & <橙>', sign_type: signType };
    expect(sign(fields, v2Credentials(signType))).toBe(v2Sign(fields, signType));
  });
});

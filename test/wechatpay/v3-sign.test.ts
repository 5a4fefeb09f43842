import { createPrivateKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import { authorization } from '../../cloudfunctions/lib/wechatpay/v3/authorization';
import { sign } from '../../cloudfunctions/lib/wechatpay/v3/sign';
import { paymentToSign, requestToSign } from '../../cloudfunctions/lib/wechatpay/v3/string-to-sign';
import { authorizations, keys, paySigns, signatures } from '../fixtures/wechatpay/v3.json';
import { v3Credentials } from './wechat';

describe('published API v3 signatures are what we make', () => {
  test.each(signatures)('$id', ({ key, message, expected }) => {
    expect(sign(message, privateKey(key))).toBe(expected);
  });

  test.each(authorizations)('$id, byte for byte', (vector) => {
    const { mchid, method, url, timestamp, nonce, body, expectedAuthorization } = vector;
    const credentials = { ...v3Credentials, privateKey: privateKey(vector.key), merchantSerial: vector.serial_no };
    const request = { method: method as 'POST', path: url, body, mchid, timestampSeconds: timestamp, nonce };
    expect(authorization(request, credentials)).toBe(expectedAuthorization);
  });

  test('the paySign of the official example', () => {
    const [appid = '', timeStamp = '', nonceStr = '', packageValue = ''] = paySigns[0]?.message.split('\n') ?? [];
    const text = paymentToSign(appid, timeStamp, nonceStr, packageValue);
    expect(sign(text, v3Credentials.privateKey)).toBe(paySigns[0]?.expected);
  });
});

describe('the text that is signed', () => {
  test('of a GET ends with an empty line', () => {
    expect(requestToSign('GET', '/v3/certificates', '1554208460', '593BEC0C', '')).toBe(
      'GET\n/v3/certificates\n1554208460\n593BEC0C\n\n',
    );
  });

  test('carries the query as it is sent', () => {
    expect(requestToSign('GET', '/v3/pay/transactions/out-trade-no/a%7Cb?mchid=1', '1', 'n', '')).toBe(
      'GET\n/v3/pay/transactions/out-trade-no/a%7Cb?mchid=1\n1\nn\n\n',
    );
  });
});

test('another library accepts our Authorization over Chinese and emoji', () => {
  const body = JSON.stringify({ description: '红富士苹果 500 克 🍎 <&>' });
  const request = { method: 'POST', path: '/v3/pay/transactions/jsapi', body, mchid: '1900007291' } as const;
  const header = authorization({ ...request, timestampSeconds: 1787198400, nonce: 'N0NCE' }, v3Credentials);
  const fields = Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  const message = Formatter.request('POST', request.path, fields.timestamp ?? '', fields.nonce_str ?? '', body);
  const publicKey = Rsa.from(keys.merchant.privateKey, 'private');
  expect(Rsa.verify(message, fields.signature ?? '', publicKey)).toBe(true);
  expect(fields).toMatchObject({ mchid: '1900007291', serial_no: keys.merchant.serial, timestamp: '1787198400' });
});

function privateKey(name: string) {
  return createPrivateKey(keys[name as keyof typeof keys].privateKey);
}

import { describe, expect, test } from '@jest/globals';
import { decrypt } from '../../cloudfunctions/lib/wechatpay/v2/decrypt';
import { aesEcb, refundNotification } from '../fixtures/wechatpay/v2.json';
import { forge } from './forge';
import { API_KEY, ecb, v2Encrypted } from './wechat';

test(`${refundNotification.id} decrypts, and was encrypted the way these tests encrypt`, () => {
  const { apiKey, plaintext, reqInfo } = refundNotification;
  expect(decrypt(reqInfo, apiKey).toString()).toBe(plaintext);
  expect(v2Encrypted(plaintext, apiKey)).toBe(reqInfo);
});

test.each(aesEcb)('$id was encrypted the way these tests encrypt', ({ key, plaintext, expected }) => {
  expect(ecb(plaintext, key)).toBe(expected);
});

test.each(['', '1', '红富士苹果', 'x'.repeat(15), 'x'.repeat(16), 'x'.repeat(4000)])('%j decrypts', (plain) => {
  expect(decrypt(v2Encrypted(plain), API_KEY).toString()).toBe(plain);
});

describe('what this key did not encrypt is refused', () => {
  const encrypted = v2Encrypted('<root></root>');
  test.each<[string, string]>([
    ['nothing', ''],
    ['no base64', '!'.repeat(24)],
    ['base64 with a line end', `${encrypted}\n`],
    ['base64 without its padding', encrypted.replace(/=+$/, '')],
    ['base64url', Buffer.alloc(16, 0xff).toString('base64url')],
    ['half a block', Buffer.alloc(8).toString('base64')],
    ['a block of zeros', Buffer.alloc(16).toString('base64')],
    ['a message under another key', v2Encrypted('<root></root>', 'z'.repeat(32))],
    ['a message under the key itself', ecb('<root></root>', API_KEY)],
    [
      'a message under the key’s digest in upper case',
      ecb('<root></root>', forge.md.md5.create().update(API_KEY).digest().toHex().toUpperCase()),
    ],
  ])('%s', (_, reqInfo) => {
    expect(() => decrypt(reqInfo, API_KEY)).toThrow(SyntaxError);
  });
});

import crypto from 'node:crypto';
import { describe, expect, jest, test } from '@jest/globals';
import { verify } from '../../cloudfunctions/lib/wechatpay/v2/verify';
import { v2Credentials, v2PaidFields, v2Sign } from './wechat';

const hmac = v2Credentials('HMAC-SHA256');
const signed = { ...v2PaidFields, sign: v2Sign(v2PaidFields, 'HMAC-SHA256') };

describe('an API v2 message is genuine', () => {
  test.each(['MD5', 'HMAC-SHA256'] as const)('when signed by %s as configured', (signType) => {
    expect(verify({ ...v2PaidFields, sign: v2Sign(v2PaidFields, signType) }, v2Credentials(signType))).toBeUndefined();
  });

  test('when it names the configured sign type, which is then signed too', () => {
    const fields = { ...v2PaidFields, sign_type: 'HMAC-SHA256' };
    expect(verify({ ...fields, sign: v2Sign(fields, 'HMAC-SHA256') }, hmac)).toBeUndefined();
  });

  test('when it has fields nobody knew of', () => {
    const fields = { ...v2PaidFields, coupon_id_0: '10000', some_new_field: '新' };
    expect(verify({ ...fields, sign: v2Sign(fields, 'HMAC-SHA256') }, hmac)).toBeUndefined();
  });

  test('when it has empty fields, which are not signed', () => {
    expect(verify({ ...signed, device_info: '' }, hmac)).toBeUndefined();
  });
});

describe('an API v2 message is refused', () => {
  const downgraded = { ...v2PaidFields, sign_type: 'MD5' };
  const { sign, ...unsigned } = signed;

  test.each([
    ['[T01] without a sign', unsigned],
    ['[T01] with an empty sign', { ...signed, sign: '' }],
    ['[T01] with the sign of other content', { ...signed, total_fee: '1' }],
    ['[T01] signed with another key', { ...signed, sign: v2Sign(v2PaidFields, 'HMAC-SHA256', 'x'.repeat(32)) }],
    ['[T04] signed by MD5 where HMAC-SHA256 is configured', { ...signed, sign: v2Sign(v2PaidFields, 'MD5') }],
    ['[T04] naming MD5, and correctly signed by it', { ...downgraded, sign: v2Sign(downgraded, 'MD5') }],
    ['[T04] naming MD5, and signed as configured', { ...downgraded, sign: v2Sign(downgraded, 'HMAC-SHA256') }],
    ['[T04] naming an unknown sign type', { ...signed, sign_type: 'NONE' }],
    ['[T14] with a sign cut short', { ...signed, sign: sign.slice(0, 63) }],
    ['[T14] with a sign that goes on', { ...signed, sign: `${sign}0` }],
    ['[T14] with a sign of as many characters and more bytes', { ...signed, sign: '签'.repeat(64) }],
    ['[T14] with the sign in lower case', { ...signed, sign: sign.toLowerCase() }],
    ['with an added field', { ...signed, extra: '1' }],
    ['with a field less', { ...signed, openid: '' }],
  ])('%s', (_, fields) => {
    expect(verify(fields, hmac)).toMatch(/签名|sign_type/);
  });

  test('[T14] after a comparison that takes as long wherever the sign is wrong', () => {
    const compare = jest.spyOn(crypto, 'timingSafeEqual');
    const wrong = `${sign[0] === 'A' ? 'B' : 'A'}${sign.slice(1)}`;
    expect(verify({ ...signed, sign: wrong }, hmac)).toMatch('签名不符');
    expect(compare.mock.calls.map((sides) => sides.map(String))).toEqual([[wrong, sign]]);
    compare.mockRestore();
  });

  test('[T38] and the reason holds neither the key nor the right sign', () => {
    const reason = verify({ ...signed, total_fee: '1' }, hmac) ?? '';
    expect(reason).not.toContain(hmac.apiKey);
    expect(reason).not.toMatch(/[0-9A-F]{32}/);
  });
});

import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Fields } from './support/gateway';
import { otherMerchant } from './support/other-merchant';
import { toXml, v2Sign } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ merchantFile: { others: { merchants: [otherMerchant] } } });
const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();
const hmac = (text: string, key: string) => createHmac('sha256', key).update(text).digest('hex').toUpperCase();

describe('a refused signature of API v2', () => {
  /** What a client sends: unsorted, with characters that encodings change, an empty field and a sign type. */
  const sent = () =>
    gateway.v2Order({
      appid: gateway.merchant.appid,
      mch_id: gateway.merchant.mchid,
      nonce_str: 'n',
      body: '苹果 & <梨>',
      attach: '',
      Z_field: 'z',
      goods_tag: ' x ',
    });
  const joined = (fields: Fields, { sorted = true, empty = false } = {}) => {
    const names = Object.keys(fields).filter((name) => empty || fields[name] !== '');
    return (sorted ? names.sort() : names).map((name) => `${name}=${fields[name]}`).join('&');
  };
  const mapped = (fields: Fields, change: (value: string) => string) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, value === '' ? '' : change(String(value))]),
    );

  test.each<[string, (fields: Fields, key: string) => string]>([
    ['lower-case', (fields, key) => v2Sign(fields, key).toLowerCase()],
    ['wrong-algorithm', (fields, key) => v2Sign(fields, key, 'HMAC-SHA256')],
    ['wrong-key', (fields) => v2Sign(fields, gateway.merchant.apiV3Key)],
    ['wrong-key', (fields) => v2Sign(fields, otherMerchant.apiKey)],
    ['key-white-space', (fields, key) => md5(`${joined(fields)}&key=${key}\n`)],
    ['key-case', (fields, key) => md5(`${joined(fields)}&key=${key.toLowerCase()}`)],
    ['key-not-appended', (fields) => md5(joined(fields))],
    ['key-name-missing', (fields, key) => md5(`${joined(fields)}${key}`)],
    ['empty-field-signed', (fields, key) => md5(`${joined(fields, { empty: true })}&key=${key}`)],
    ['not-sorted', (fields, key) => md5(`${joined(fields, { sorted: false })}&key=${key}`)],
    [
      'sorted-ignoring-case',
      (fields, key) => {
        const names = Object.keys(fields).filter((name) => fields[name] !== '');
        names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
        return md5(`${names.map((name) => `${name}=${fields[name]}`).join('&')}&key=${key}`);
      },
    ],
    ['url-encoded', (fields, key) => v2Sign(mapped(fields, encodeURIComponent), key)],
    [
      'xml-escaped',
      (fields, key) =>
        v2Sign(
          mapped(fields, (value) => value.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')),
          key,
        ),
    ],
    [
      'cdata-signed',
      (fields, key) =>
        v2Sign(
          mapped(fields, (value) => `<![CDATA[${value}]]>`),
          key,
        ),
    ],
    [
      'white-space-trimmed',
      (fields, key) =>
        v2Sign(
          mapped(fields, (value) => value.trim()),
          key,
        ),
    ],
    ['field-not-signed', ({ openid: _, ...fields }, key) => v2Sign(fields, key)],
    ['sign-type-not-sent', (fields, key) => v2Sign({ ...fields, sign_type: 'MD5' }, key)],
    ['field-changed', (fields, key) => v2Sign({ ...fields, total_fee: '12.80' }, key)],
  ])('is explained: %s', async (mistake, signed) => {
    const fields = sent();
    const answer = await gateway.postXml(
      '/pay/unifiedorder',
      toXml({ ...fields, sign: signed(fields, gateway.merchant.apiKey) }),
    );
    expect(answer).toEqual({ return_code: 'FAIL', return_msg: '签名错误' });
    expect((await gateway.lastExchange()).verdict).toMatchObject({ ok: false, mistake });
  });

  test('a sign type that was sent and not signed is told from any other field', async () => {
    const fields = { ...sent(), sign_type: 'HMAC-SHA256' };
    const { sign_type: _, ...signed } = fields;
    const { apiKey } = gateway.merchant;
    await gateway.postXml(
      '/pay/unifiedorder',
      toXml({ ...fields, sign: hmac(`${joined(signed)}&key=${apiKey}`, apiKey) }),
    );
    expect((await gateway.lastExchange()).verdict).toMatchObject({ mistake: 'sign-type-not-signed' });
  });

  test('without a single mistake that accounts for it shows both signatures and names nothing', async () => {
    const fields = sent();
    const sign = v2Sign({ ...fields, body: 'something else' }, gateway.merchant.apiKey);
    await gateway.postXml('/pay/unifiedorder', toXml({ ...fields, sign }));
    const { verdict, signed } = await gateway.lastExchange();
    expect(verdict).toEqual({
      ok: false,
      reason: '签名错误：没有哪一个单独的错误能得到这个签名',
      expected: v2Sign(fields, gateway.merchant.apiKey),
      received: sign,
    });
    expect(signed).toContain('body=苹果 & <梨>&');
  });

  test('two mistakes that nothing can tell apart are both told, and neither is named', async () => {
    // Sent in this order, the fields are unsorted and sorted without regard to case at once.
    const fields: Fields = { appid: gateway.merchant.appid, mch_id: gateway.merchant.mchid, nonce_str: 'n', Z: 'z' };
    const sign = md5(`${joined(fields, { sorted: false })}&key=${gateway.merchant.apiKey}`);
    await gateway.postXml('/pay/orderquery', toXml({ ...fields, sign }));
    const { verdict } = await gateway.lastExchange();
    expect(verdict).not.toHaveProperty('mistake');
    expect(verdict.reason).toContain('没有按名字的 ASCII 码排序');
    expect(verdict.reason).toContain('忽略了大小写');
  });

  test('the log holds no key', async () => {
    const log = JSON.stringify(await gateway.log());
    for (const secret of [
      gateway.merchant.apiKey,
      gateway.merchant.apiV3Key,
      otherMerchant.apiKey,
      otherMerchant.apiV3Key,
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});

import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { explainV2 } from '../../../local/wechatpay/explain/v2';
import { v2Sign } from './support/sign';
import { signers } from './support/signers';

const { own, other, merchants } = signers();
const key = own.apiKey;
const md5 = (text: string | Buffer) => createHash('md5').update(text).digest('hex').toUpperCase();
const hash = (name: string, text: string) => createHash(name).update(text).digest('hex').toUpperCase();

type Fields = Record<string, string>;

/** What a client sent; white space, signs, an empty field, a number, JSON and line ends are all there to be spoilt. */
const sent: Fields = {
  mch_id: '1900000109',
  appid: 'wx0123456789abcdef',
  total_fee: '1280',
  body: '苹果 & <梨>',
  attach: '',
  nonce_str: 'nOnCe',
  detail: '{"goods":[1,2]}',
  notify_url: 'https://example.com/notify?a=1',
  goods_tag: ' x ',
  receipt: 'a\r\nb',
  encoded: 'a%2Bb&amp;',
};
const joined = (fields: Fields, order = (names: string[]) => names.sort()) =>
  order(Object.keys(fields).filter((name) => fields[name] !== ''))
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
const right = joined(sent);

function explained(sign: string, fields = sent, signType: 'MD5' | 'HMAC-SHA256' = 'MD5') {
  const map = new Map(Object.entries({ ...fields, sign }));
  const expected = v2Sign(fields, key, signType);
  return explainV2({ fields: map, signType, expected, known: ['scene_info'], merchant: own, merchants });
}
const changed = (name: string, value: string) => v2Sign({ ...sent, [name]: value }, key);
const valued = (change: (value: string) => string) =>
  v2Sign(Object.fromEntries(Object.entries(sent).map(([n, v]) => [n, v === '' ? '' : change(v)])), key);
const named = (change: (name: string) => string) =>
  v2Sign(Object.fromEntries(Object.entries(sent).map(([name, value]) => [change(name), value])), key);
const withKey = (wrong: string) => md5(`${right}&key=${wrong}`);

const hmacSent = { ...sent, sign_type: 'HMAC-SHA256' };
const hmac = (text: string) => createHmac('sha256', key).update(text).digest('hex').toUpperCase();

/** 苹果 and 梨 as GBK has them; the rest is ASCII. */
function inGbk() {
  const [before, between, after] = `${right}&key=${key}`.split(/苹果|梨/) as [string, string, string];
  const apple = Buffer.from('c6bbb9fb', 'hex');
  const pear = Buffer.from('c0e6', 'hex');
  return Buffer.concat([Buffer.from(before), apple, Buffer.from(between), pear, Buffer.from(after)]);
}

describe('a signature of API v2 is explained', () => {
  test.each<[string, string, () => string]>([
    ['hmac-missing', '不带密钥的 SHA256', () => hash('sha256', `${right}&key=${key}`)],
    ['wrong-algorithm', 'SHA1', () => hash('sha1', `${right}&key=${key}`)],
    ['wrong-algorithm', 'HMAC-SHA256', () => v2Sign(sent, key, 'HMAC-SHA256')],
    ['signature-in-base64', 'Base64', () => createHash('md5').update(`${right}&key=${key}`).digest('base64')],
    ['hashed-twice', '又做了一次', () => md5(withKey(key))],
    ['key-white-space', '末尾多了回车换行', () => withKey(`${key}\r\n`)],
    ['key-white-space', '末尾多了空格', () => withKey(`${key} `)],
    ['key-white-space', 'BOM', () => withKey(`\uFEFF${key}`)],
    ['key-quoted', '引号 "', () => withKey(`"${key}"`)],
    ['key-case', '大小写', () => withKey(key.toUpperCase())],
    ['key-missing', ' undefined', () => withKey('undefined')],
    ['key-missing', '空的', () => withKey('')],
    ['key-cut', '最后一个字符', () => withKey(key.slice(0, -1))],
    ['key-hashed', 'MD5', () => withKey(md5(key))],
    ['wrong-key', ' APIv3 密钥', () => withKey(own.apiV3Key)],
    ['wrong-key', '1900000200 的 APIv2', () => withKey(other.apiKey)],
    ['wrong-key', '商户号', () => withKey(own.mchid)],
    ['wrong-key', 'appid', () => withKey('wx0123456789abcdef')],
    ['key-not-appended', '&key=', () => md5(right)],
    ['key-name-missing', '&key=', () => md5(`${right}${key}`)],
    ['key-name-missing', '没有 key=', () => md5(`${right}&${key}`)],
    ['key-name-wrong', 'KEY', () => md5(`${right}&KEY=${key}`)],
    ['key-sorted', '排了序', () => md5(joined({ ...sent, key }))],
    ['key-first', '最前面', () => md5(`key=${key}&${right}`)],
    ['sign-signed', 'sign', () => md5(`${right.replace('&total_fee', '&sign=&total_fee')}&key=${key}`)],
    ['empty-field-signed', '空值', () => md5(`${right.replace('&body', '&attach=&body')}&key=${key}`)],
    ['empty-field-signed', 'null', () => changed('attach', 'null')],
    ['empty-field-signed', 'scene_info=undefined', () => changed('scene_info', 'undefined')],
    ['not-sorted', '倒序', () => md5(`${joined(sent, (names) => names.sort().reverse())}&key=${key}`)],
    ['extra-ampersand', '多了一个 &', () => md5(`${right}&&key=${key}`)],
    ['extra-ampersand', '开头', () => md5(`&${right}&key=${key}`)],
    ['separators-missing', '没有 & 和 =', () => md5(`${right.replace(/(^|&)(\w+)=/g, '$2')}key${key}`)],
    ['key-white-space', '末尾多了换行', () => md5(`${right}&key=${key}\n`)],
    ['field-not-signed', 'notify_url', () => changed('notify_url', '')],
    ['field-not-sent', 'fee_type=CNY', () => changed('fee_type', 'CNY')],
    ['sign-type-not-sent', 'sign_type=MD5', () => changed('sign_type', 'MD5')],
    ['camel-case-names', '驼峰', () => named((name) => name.replace(/_(.)/g, (_, l: string) => l.toUpperCase()))],
    ['names-case', '大写', () => named((name) => name.toUpperCase())],
    ['name-misspelled', 'nonceStr', () => named((name) => (name === 'nonce_str' ? 'nonceStr' : name))],
    ['name-misspelled', 'appId', () => named((name) => (name === 'appid' ? 'appId' : name))],
    ['url-encoded', '签名用的值', () => valued(encodeURIComponent)],
    ['url-encoded', 'notify_url', () => changed('notify_url', 'https%3A%2F%2Fexample.com%2Fnotify%3Fa%3D1')],
    ['url-encoded', 'notify_url', () => changed('notify_url', 'https%3a%2f%2fexample.com%2fnotify%3fa%3d1')],
    ['url-decoded', '签名用的值', () => changed('encoded', 'a+b&amp;')],
    ['xml-escaped', 'body', () => changed('body', '苹果 &amp; &lt;梨&gt;')],
    ['escaped-in-cdata', 'CDATA 里不应再转义', () => changed('encoded', 'a%2Bb&')],
    ['cdata-signed', '签名用的值', () => valued((value) => `<![CDATA[${value}]]>`)],
    ['cdata-signed', 'body', () => changed('body', '<![CDATA[苹果 & <梨>]]>')],
    ['white-space-trimmed', '空白', () => changed('goods_tag', 'x')],
    ['line-ends-changed', '\\n', () => changed('receipt', 'a\nb')],
    ['value-quoted', 'nonce_str', () => changed('nonce_str', '"nOnCe"')],
    ['value-case', 'nonce_str', () => changed('nonce_str', 'NONCE')],
    ['wrong-charset', '问号', () => changed('body', '?? & <?>')],
    ['wrong-charset', 'GBK', () => md5(inGbk())],
    ['json-serialized-again', 'detail', () => changed('detail', '{"goods": [1, 2]}')],
    ['json-serialized-again', 'detail', () => changed('detail', '{\n  "goods": [\n    1,\n    2\n  ]\n}')],
    ['field-changed', 'total_fee 是 12.80', () => changed('total_fee', '12.80')],
    ['field-changed', 'total_fee 是 1280.00', () => changed('total_fee', '1280.00')],
    ['field-changed', 'total_fee 是 128000', () => changed('total_fee', '128000')],
  ])('%s: %s', (mistake, reason, sign) => {
    const explanation = explained(sign());
    expect(explanation).toMatchObject({ mistake, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(explanation)).not.toContain(key);
  });

  test.each<[string, () => string]>([
    ['hmac-missing', () => hash('sha256', `${joined(hmacSent)}&key=${key}`)],
    ['wrong-algorithm', () => v2Sign(hmacSent, key)],
    ['sign-type-not-signed', () => hmac(`${right}&key=${key}`)],
    ['key-not-appended', () => hmac(joined(hmacSent))],
    ['trailing-newline-added', () => hmac(`${joined(hmacSent)}&key=${key}\n`)],
  ])('where HMAC-SHA256 is asked for: %s', (mistake, sign) => {
    expect(explained(sign(), hmacSent, 'HMAC-SHA256')).toMatchObject({ mistake });
  });

  test('as what was signed beside what was to be signed, the key masked', () => {
    const { expected, received } = explained(changed('notify_url', ''), sent);
    expect(expected).toContain('&nonce_str=nOnCe&notify_url=https://example.com/notify?a=1&receipt=');
    expect(received).toContain('&nonce_str=nOnCe&receipt=');
    expect(received).toMatch(/&key=\*{8}$/);
  });

  test('by nothing where two mistakes were made at once', () => {
    const twice = v2Sign({ ...sent, notify_url: '', total_fee: '12.80' }, key);
    expect(explained(twice)).toEqual({
      reason: '签名错误：没有哪一个单独的错误能得到这个签名',
      expected: v2Sign(sent, key),
      received: twice,
    });
  });

  test('in bounded time, whatever comes', () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`field_${at}`, 'x'.repeat(4000)]));
    const before = process.cpuUsage();
    expect(explained('0'.repeat(32), many)).not.toHaveProperty('mistake');
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });
});

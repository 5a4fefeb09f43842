import { createHash, sign, verify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explainV2 } from '../../../local/wechatpay/explain/v2';
import { authorize } from '../../../local/wechatpay/v3/authorization';
import { header, v2Sign } from './support/sign';
import { signers } from './support/signers';

const { own, other, merchants, keys } = signers();
const key = own.apiKey;
const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();

type Fields = Record<string, string>;

const name = fc.constantFrom('appid', 'mch_id', 'body', 'attach', 'total_fee', 'openid', 'Zone', 'nonce_str', 'detail');
const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', ' x ', '1280', 'a+b', '苹果&梨', '{"a":[1,"/"]}', '%2F', '&lt;', '"'),
);
const fields = fc.dictionary(name, value, { minKeys: 2, noNullPrototype: true });

function explained(sent: Fields, sign: string) {
  const expected = v2Sign(sent, key);
  const request = { fields: new Map(Object.entries({ ...sent, sign })), signType: 'MD5' as const, expected };
  return explainV2({ ...request, known: [], merchant: own, merchants });
}

const joined = (entries: [string, string][]) => entries.map(([name, value]) => `${name}=${value}`).join('&');
const bySign = (a: string, b: string) => (a < b ? -1 : 1);
const entriesOf = (sent: Fields) =>
  Object.entries(sent)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => bySign(a, b));
const valued = (sent: Fields, change: (value: string) => string) =>
  joined(entriesOf(sent).map(([name, value]) => [name, change(value)]));
const escapedXml = (value: string) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The strings that mistakes lead to, up to the key. */
const v2Strings: Record<string, (sent: Fields, at: number) => string> = {
  'empty-field-signed': (sent) => joined(Object.entries(sent).sort(([a], [b]) => bySign(a, b))),
  'not-sorted': (sent) => joined(Object.entries(sent).filter(([, value]) => value !== '')),
  'cdata-signed': (sent) => valued(sent, (value) => `<![CDATA[${value}]]>`),
  'white-space-trimmed': (sent) => valued(sent, (value) => value.trim()),
  'xml-escaped': (sent) => valued(sent, escapedXml),
  'url-encoded': (sent) => valued(sent, encodeURIComponent),
  'value-quoted': (sent) => valued(sent, (value) => JSON.stringify(value)),
  'field-not-signed': (sent, at) => joined(entriesOf(sent).filter((_, each) => each !== at % entriesOf(sent).length)),
  'sign-type-not-sent': (sent) => joined(entriesOf({ ...sent, sign_type: 'MD5' })),
  'extra-ampersand': (sent) => `${joined(entriesOf(sent))}&`,
};

test('a request of API v2 with any one mistake is explained by it, or by one that comes to the same string', () => {
  fc.assert(
    fc.property(fields, fc.constantFrom(...Object.keys(v2Strings)), fc.nat(), (sent, mistake, at) => {
      const sign = md5(`${v2Strings[mistake]?.(sent, at)}&key=${key}`);
      fc.pre(sign !== v2Sign(sent, key) && entriesOf(sent).length > 1);
      const { mistake: named, received = '', reason } = explained(sent, sign);
      expect(md5(received.replace(/\*{8}(?=\n?$)/, key))).toBe(sign);
      if (named === undefined) expect(reason).toMatch(/^以下错误都会得到这个签名/);
    }),
    { numRuns: 70 },
  );
});

test('a signature of API v2 that is of something else is never explained', () => {
  fc.assert(
    fc.property(fields, fc.uuid(), fc.boolean(), (sent, unknown, otherwiseRight) => {
      const sign = otherwiseRight ? v2Sign({ ...sent, openid: unknown }, key) : md5(unknown);
      const { received, mistake } = explained(sent, sign);
      expect({ received, mistake }).toEqual({ received: sign, mistake: undefined });
    }),
    { numRuns: 30 },
  );
});

interface Sent {
  method: string;
  target: string;
  timestamp: string;
  nonce: string;
  body: string;
}
const word = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
const json = fc.json({ maxDepth: 2 });
const requests: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  target: fc
    .tuple(word, fc.array(fc.tuple(word, word), { maxLength: 2 }))
    .map(([path, query]) => `/v3/${path}${query.length ? `?${query.map((pair) => pair.join('=')).join('&')}` : ''}`),
  timestamp: fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }).map(String),
  nonce: word,
  body: json,
});
const bodyOf = ({ method, body }: Sent) => (method === 'GET' ? '' : body);
const text = (sent: Sent) => `${sent.method}\n${sent.target}\n${sent.timestamp}\n${sent.nonce}\n${bodyOf(sent)}\n`;

const v3Texts: Record<string, (sent: Sent, at: number) => string> = {
  'query-left-out': (sent) => text({ ...sent, target: sent.target.replace(/\?.*/, '') }),
  'whole-url-signed': (sent) => text({ ...sent, target: `https://api.mch.weixin.qq.com${sent.target}` }),
  'method-lower-case': (sent) => text({ ...sent, method: sent.method.toLowerCase(), body: bodyOf(sent) }),
  'body-serialized-again': (sent) =>
    sent.method === 'GET' ? text(sent) : text({ ...sent, body: JSON.stringify(JSON.parse(sent.body), null, 4) }),
  'trailing-newline-missing': (sent) => text(sent).slice(0, -1),
  'carriage-returns': (sent) => text(sent).replaceAll('\n', '\r\n'),
  'timestamp-differs': (sent, at) => text({ ...sent, timestamp: String(Number(sent.timestamp) + 1 + (at % 60)) }),
  'part-left-out': (sent, at) =>
    text(sent)
      .split('\n')
      .filter((_, each) => each !== at % 4)
      .join('\n'),
  'parts-in-wrong-order': (sent) =>
    `${sent.target}\n${sent.method}\n${sent.timestamp}\n${sent.nonce}\n${bodyOf(sent)}\n`,
};

function verdictOf({ method, target, timestamp, nonce, body }: Sent, signature: string) {
  const authorization = header({ mchid: own.mchid, serial: own.serial, timestamp, nonce, signature });
  const incoming = { method, target, headers: { authorization }, body: Buffer.from(body) };
  const result = authorize(incoming, keys, Number(timestamp) * 1000);
  return result.ok ? undefined : result.verdict;
}
const signed = (text: string, privateKey = own.privateKey) =>
  sign('sha256', Buffer.from(text), privateKey).toString('base64');

test('a request of API v3 with any one mistake is explained by it, or by one that comes to the same text', () => {
  fc.assert(
    fc.property(requests, fc.constantFrom(...Object.keys(v3Texts)), fc.nat(), (sent, mistake, at) => {
      const wrong = v3Texts[mistake]?.(sent, at) as string;
      fc.pre(wrong !== text(sent));
      const verdict = verdictOf(sent, signed(wrong));
      expect(verdict?.received).toBe(wrong);
      if (verdict?.mistake === undefined) expect(verdict?.reason).toMatch(/^以下错误都会得到这个签名/);
    }),
    { numRuns: 40 },
  );
});

test('a signature of API v3 that is of something else is never explained', () => {
  fc.assert(
    fc.property(requests, fc.uuid(), fc.boolean(), (sent, unknown, ours) => {
      const wrong = text({ ...sent, nonce: unknown });
      const signature = signed(wrong, ours ? own.privateKey : other.privateKey);
      expect(verify('sha256', Buffer.from(text(sent)), own.publicKey, Buffer.from(signature, 'base64'))).toBe(false);
      expect(verdictOf(sent, signature)).toMatchObject({ received: signature, expected: text(sent) });
      expect(verdictOf(sent, signature)).not.toHaveProperty('mistake');
    }),
    { numRuns: 40 },
  );
});

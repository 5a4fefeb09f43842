import { digest, type SignType, stringToSign } from '../v2/sign';
import type { Candidate } from './candidate';

type Pairs = [string, string][];

export interface V2Signature {
  /** What was to be signed, without `sign`; empty values included. */
  pairs: Pairs;
  signType: SignType;
  received: string;
  key: string;
  /** Keys that could have been taken by mistake, and what they are called. */
  otherKeys: { name: string; key: string }[];
}

const mask = '********';
const filled = (pairs: Pairs) => pairs.filter(([, value]) => value !== '');
const joined = (pairs: Pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&');
const sorted = (pairs: Pairs) => [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
const mapped = (pairs: Pairs, change: (value: string, name: string) => string): Pairs =>
  pairs.map(([name, value]) => [name, change(value, name)]);

/** The mistakes that any signature of API v2 can suffer from: those of the key, the algorithm and the string. */
export function* v2Candidates(signature: V2Signature): Generator<Candidate> {
  const { pairs, signType, received, key } = signature;
  const right = stringToSign(pairs, key);
  const other: SignType = signType === 'MD5' ? 'HMAC-SHA256' : 'MD5';
  const shown = stringToSign(pairs, mask);
  const candidate = (mistake: string, reason: string, text: string, sign: () => string): Candidate => ({
    mistake,
    reason,
    text,
    matches: () => sign() === received,
  });
  yield candidate('lower-case', '签名是小写的十六进制，应为大写', shown, () =>
    digest(right, key, signType).toLowerCase(),
  );
  yield candidate('wrong-algorithm', `应当用 ${signType}，实际用的是 ${other}`, shown, () => digest(right, key, other));
  yield* keyCandidates(signature, candidate);
  for (const [mistake, reason, changed] of stringMistakes(pairs)) {
    const text = `${joined(changed)}&key=${key}`;
    if (text !== right) {
      yield candidate(mistake, reason, `${joined(changed)}&key=${mask}`, () => digest(text, key, signType));
    }
  }
}

function* keyCandidates(
  { pairs, signType, key, otherKeys }: V2Signature,
  candidate: (mistake: string, reason: string, text: string, sign: () => string) => Candidate,
): Generator<Candidate> {
  const shown = stringToSign(pairs, mask);
  const withKey = (wrong: string) => () => digest(stringToSign(pairs, wrong), wrong, signType);
  for (const { name, key: wrong } of otherKeys) {
    if (wrong !== key) yield candidate('wrong-key', `用的是${name}，应为这个商户的 APIv2 密钥`, shown, withKey(wrong));
  }
  for (const [wrong, what] of [
    [`${key}\n`, '末尾多了换行'],
    [`${key}\r\n`, '末尾多了回车换行'],
    [`${key} `, '末尾多了空格'],
    [` ${key}`, '开头多了空格'],
  ] as const) {
    yield candidate('key-white-space', `APIv2 密钥的${what}`, shown, withKey(wrong));
  }
  for (const wrong of new Set([key.toLowerCase(), key.toUpperCase()])) {
    if (wrong !== key) yield candidate('key-case', 'APIv2 密钥的大小写变了', shown, withKey(wrong));
  }
  const bare = joined(sorted(filled(pairs)));
  yield candidate('key-not-appended', '签名串末尾没有拼接 &key=密钥', bare, () => digest(bare, key, signType));
  yield candidate('key-name-missing', '密钥前没有 &key=', `${bare}${mask}`, () =>
    digest(`${bare}${key}`, key, signType),
  );
  yield candidate('key-name-missing', '密钥前没有 key=', `${bare}&${mask}`, () =>
    digest(`${bare}&${key}`, key, signType),
  );
}

type Mistake = [mistake: string, reason: string, pairs: Pairs];

/** The strings that come of a mistake in the fields, each made from what was sent. */
function* stringMistakes(pairs: Pairs): Generator<Mistake> {
  const right = sorted(filled(pairs));
  yield ['empty-field-signed', '空值的参数不参与签名，却被签了', sorted(pairs)];
  yield ['not-sorted', '参数没有按名字的 ASCII 码排序', filled(pairs)];
  const ignoringCase = [...right].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  yield ['sorted-ignoring-case', '排序时忽略了大小写，应按 ASCII 码', ignoringCase];
  yield ['url-encoded', '签名前对值做了 URL 编码，应当用原文', mapped(right, encodeURIComponent)];
  yield [
    'url-encoded',
    '签名前对值做了 URL 编码，应当用原文',
    mapped(right, (value) => encodeURIComponent(value).replaceAll('%20', '+')),
  ];
  yield ['xml-escaped', '签名用了 XML 转义后的值，应当用原文', mapped(right, xmlEscaped)];
  yield ['cdata-signed', '签名把 <![CDATA[ ]]> 也签了进去', mapped(right, (value) => `<![CDATA[${value}]]>`)];
  yield ['white-space-trimmed', '签名前去掉了值两端的空白，发送的却带着', mapped(right, (value) => value.trim())];
  yield [
    'wrong-charset',
    '签名时把 UTF-8 当作单字节编码',
    mapped(right, (value) => Buffer.from(value, 'utf8').toString('latin1')),
  ];
  for (const [name] of right) {
    const reason = `发送了 ${name}，却没有签它`;
    yield [
      name === 'sign_type' ? 'sign-type-not-signed' : 'field-not-signed',
      reason,
      right.filter(([n]) => n !== name),
    ];
  }
  if (!pairs.some(([name]) => name === 'sign_type')) {
    for (const type of ['MD5', 'HMAC-SHA256']) {
      const reason = `签了 sign_type=${type}，却没有发送它`;
      yield ['sign-type-not-sent', reason, sorted([...right, ['sign_type', type]])];
    }
  }
  const total = Number(pairs.find(([name]) => name === 'total_fee')?.[1]);
  if (Number.isSafeInteger(total)) {
    for (const signed of new Set([String(total / 100), (total / 100).toFixed(2), String(total * 100)])) {
      const changed = mapped(right, (value, name) => (name === 'total_fee' ? signed : value));
      yield ['field-changed', `签名时 total_fee 是 ${signed}，发送的是 ${total}`, changed];
    }
  }
}

function xmlEscaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

import { createHash } from 'node:crypto';
import { digest, type SignType, stringToSign } from '../v2/sign';
import { filled, joined, sorted, type V2Mistake, type V2Signature } from './v2-mistake';

/** The mistakes made with a right string: another algorithm, another way of writing, another key, or none. */
export function* v2KeyMistakes(signature: V2Signature): Generator<V2Mistake> {
  const { pairs, signType, key, otherKeys } = signature;
  const text = (key: string) => stringToSign(pairs, key);
  for (const [mistake, reason, sign] of signings(signType)) yield { mistake, reason, text, sign };
  for (const { name, key: wrong } of otherKeys) {
    yield { mistake: 'wrong-key', reason: `用的是${name}，应为这个商户的 APIv2 密钥`, text, key: wrong };
  }
  for (const [mistake, reason, wrong] of spoilt(key, signType)) yield { mistake, reason, text, key: wrong };

  const bare = joined(sorted(filled(pairs)));
  const appended = (mistake: string, reason: string, text: (key: string) => string) => ({ mistake, reason, text });
  yield appended('key-not-appended', '签名串末尾没有拼接 &key=密钥', () => bare);
  yield appended('key-name-missing', '密钥前没有 &key=', (key) => `${bare}${key}`);
  yield appended('key-name-missing', '密钥前没有 key=', (key) => `${bare}&${key}`);
  for (const name of ['KEY', 'Key', 'apikey', 'api_key', 'secret']) {
    yield appended('key-name-wrong', `密钥前的名字是 ${name}，应为小写的 key`, (key) => `${bare}&${name}=${key}`);
  }
  yield appended('key-sorted', 'key 和其他参数一起排了序，应当始终在末尾', (key) =>
    joined(sorted([...filled(pairs), ['key', key]])),
  );
  yield appended('key-first', '密钥拼在了最前面，应当在末尾', (key) => `key=${key}&${bare}`);
}

type Signing = (text: string, key: string) => string;

function* signings(signType: SignType): Generator<[mistake: string, reason: string, sign: Signing]> {
  const hashed = (name: string, encoding: 'hex' | 'base64' = 'hex') => {
    return (text: string) => createHash(name).update(text).digest(encoding).toUpperCase();
  };
  yield ['lower-case', '签名是小写的十六进制，应为大写', (text, key) => digest(text, key, signType).toLowerCase()];
  yield [
    'signature-in-base64',
    '签名是 Base64，应为大写的十六进制',
    (text, key) => Buffer.from(digest(text, key, signType), 'hex').toString('base64'),
  ];
  const other = signType === 'MD5' ? 'HMAC-SHA256' : 'MD5';
  const hint = signType === 'MD5' ? '（没有发送 sign_type 时按 MD5 验证）' : '';
  yield ['wrong-algorithm', `应当用 ${signType}，实际用的是 ${other}${hint}`, (text, key) => digest(text, key, other)];
  yield ['wrong-algorithm', `应当用 ${signType}，实际用的是 SHA1`, hashed('sha1')];
  const sha256 = '用的是不带密钥的 SHA256：应当用密钥做 HMAC';
  yield ['hmac-missing', signType === 'MD5' ? '应当用 MD5，实际用的是不带密钥的 SHA256' : sha256, hashed('sha256')];
  yield ['hashed-twice', '签名又做了一次摘要', (text, key) => digest(digest(text, key, signType), key, signType)];
  yield ['hashed-twice', '签名又做了一次 MD5', (text, key) => hashed('md5')(digest(text, key, signType))];
}

function* spoilt(key: string, signType: SignType): Generator<[mistake: string, reason: string, wrong: string]> {
  const whole = signType === 'MD5' ? '（也就是签名串里 key= 之后）' : '';
  for (const [wrong, what] of [
    [`${key}\n`, '末尾多了换行'],
    [`${key}\r\n`, '末尾多了回车换行'],
    [`${key}\r`, '末尾多了回车'],
    [`${key} `, '末尾多了空格'],
    [` ${key}`, '开头多了空格'],
    [`${key}\t`, '末尾多了制表符'],
    [`\uFEFF${key}`, '开头多了 BOM'],
    [`${key}\0`, '末尾多了零字节'],
  ] as const) {
    yield ['key-white-space', `APIv2 密钥${whole}的${what}`, wrong];
  }
  for (const quote of ['"', "'"]) {
    yield ['key-quoted', `APIv2 密钥的两端带着引号 ${quote}`, `${quote}${key}${quote}`];
  }
  for (const wrong of [key.toLowerCase(), key.toUpperCase()]) yield ['key-case', 'APIv2 密钥的大小写变了', wrong];
  for (const wrong of ['', 'undefined', 'null', 'None']) {
    yield ['key-missing', `没有读到 APIv2 密钥：签名时它是${wrong === '' ? '空的' : ` ${wrong}`}`, wrong];
  }
  if (key.length > 1) {
    yield ['key-cut', 'APIv2 密钥少了最后一个字符', key.slice(0, -1)];
    yield ['key-cut', 'APIv2 密钥少了第一个字符', key.slice(1)];
  }
  yield ['key-hashed', '签名用的是 APIv2 密钥的 MD5', createHash('md5').update(key).digest('hex')];
  yield ['key-hashed', '签名用的是 APIv2 密钥的 MD5', createHash('md5').update(key).digest('hex').toUpperCase()];
}

import { constants, verify } from 'node:crypto';
import type { Merchant } from '../keys/merchants';
import type { Incoming } from '../server/answer';
import type { Authorization } from '../v3/parse-authorization';
import { verifyRsa } from '../v3/signatures';
import { type Candidate, type Explanation, explain } from './candidate';

interface V3Request {
  incoming: Incoming;
  body: string;
  authorization: Authorization;
  /** What was to be signed. */
  signed: string;
  merchant: Merchant;
  merchants: Merchant[];
}

/** Why the signature of an API v3 request does not verify. */
export function explainV3(request: V3Request): Explanation {
  const { signature } = request.authorization;
  return explain(
    v3Candidates(request),
    { reason: '签名错误：没有哪一个单独的错误能得到这个签名', expected: request.signed, received: signature },
    request.signed,
  );
}

function* v3Candidates(request: V3Request): Generator<Candidate> {
  const { authorization, signed, merchant, merchants } = request;
  const { signature } = authorization;
  for (const other of merchants) {
    if (other === merchant) continue;
    yield {
      mistake: 'wrong-key',
      reason: `用的是商户 ${other.mchid} 的私钥`,
      text: signed,
      matches: () => verifyRsa(signed, signature, other.publicKey),
    };
  }
  yield* encodingCandidates(request);
  for (const [mistake, reason, text] of textMistakes(request)) {
    if (text === signed) continue;
    yield { mistake, reason, text, matches: () => verifyRsa(text, signature, merchant.publicKey) };
  }
}

function* encodingCandidates({ authorization: { signature }, signed, merchant }: V3Request): Generator<Candidate> {
  const verified = (bytes: Buffer, digest: string, padding: number = constants.RSA_PKCS1_PADDING) =>
    verify(digest, Buffer.from(signed), { key: merchant.publicKey, padding }, bytes);
  const base64 = Buffer.from(signature, 'base64');
  const candidate = (mistake: string, reason: string, matches: () => boolean) => ({
    mistake,
    reason,
    text: signed,
    matches,
  });
  yield candidate('wrong-digest', '用的是 SHA1，应为 SHA256', () => verified(base64, 'sha1'));
  yield candidate('wrong-digest', '用的是 SHA512，应为 SHA256', () => verified(base64, 'sha512'));
  yield candidate('wrong-padding', '用的是 PSS 填充，应为 PKCS#1 v1.5', () =>
    verified(base64, 'sha256', constants.RSA_PKCS1_PSS_PADDING),
  );
  if (/^[0-9a-fA-F]{512}$/.test(signature)) {
    yield candidate('signature-in-hex', '签名是十六进制，应为 Base64', () =>
      verified(Buffer.from(signature, 'hex'), 'sha256'),
    );
  }
}

type Mistake = [mistake: string, reason: string, text: string];

/** The strings that come of a mistake, each made from what was sent. */
function* textMistakes({ incoming, body, authorization, signed }: V3Request): Generator<Mistake> {
  const { method, target } = incoming;
  const { timestamp, nonce_str: nonce } = authorization;
  const built = (change: { method?: string; target?: string; timestamp?: string; body?: string }) =>
    [
      change.method ?? method,
      change.target ?? target,
      change.timestamp ?? timestamp,
      nonce,
      change.body ?? body,
      '',
    ].join('\n');
  const path = target.split('?')[0] as string;
  yield ['query-left-out', '签名串漏了查询字符串（? 及其后的部分）', built({ target: path })];
  yield ['leading-slash-missing', '签名串里的地址少了开头的 /', built({ target: target.slice(1) })];
  yield ['url-decoded', '签名串里的地址是解码后的，应当与发送的一致', built({ target: decoded(target) })];
  for (const origin of originsOf(incoming)) {
    yield ['whole-url-signed', '签名串里是完整网址，应当只有路径和查询字符串', built({ target: `${origin}${target}` })];
  }
  yield ['method-lower-case', '签名串里的方法是小写，应为大写', built({ method: method.toLowerCase() })];
  yield ['body-left-out', '请求报文主体没有参与签名', built({ body: '' })];
  if (method === 'GET' && incoming.body.length > 0) {
    yield ['body-of-get-signed', 'GET 请求的报文主体参与了签名', built({ body: incoming.body.toString('utf8') })];
  }
  if (method === 'GET') yield ['body-of-get-signed', 'GET 请求签了一个空对象', built({ body: '{}' })];
  for (const [how, text] of rewritten(body)) {
    yield ['body-serialized-again', `签名的报文是${how}，与发送的不是同一串字节`, built({ body: text })];
  }
  yield ['trailing-newline-missing', '签名串末尾少了一个换行', signed.slice(0, -1)];
  yield ['trailing-newline-added', '签名串末尾多了一个换行', `${signed}\n`];
  yield ['escaped-newlines', '签名串里的换行是字面上的 \\n 两个字符', signed.replaceAll('\n', '\\n')];
  yield [
    'parts-in-wrong-order',
    '签名串的顺序应为 方法、地址、时间戳、随机串、报文',
    [timestamp, nonce, method, target, body, ''].join('\n'),
  ];
  yield ['answer-format', '按验签的格式（时间戳、随机串、报文）签了请求', [timestamp, nonce, body, ''].join('\n')];
  for (const off of [-3, -2, -1, 1, 2, 3]) {
    const other = String(Number(timestamp) + off);
    yield ['timestamp-differs', `签名用的时间戳是 ${other}，头里写的是 ${timestamp}`, built({ timestamp: other })];
  }
}

function* rewritten(body: string): Generator<[how: string, text: string]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return;
  }
  yield ['重新序列化过的', JSON.stringify(parsed)];
  yield ['重新序列化并缩进过的', JSON.stringify(parsed, null, 2)];
  yield ['重新序列化并缩进过的', JSON.stringify(parsed, null, 4)];
  yield ['重新序列化、逗号和冒号后带空格的', spaced(parsed)];
  yield ['去掉两端空白的', body.trim()];
}

/** As Python's json.dumps writes by default, the characters unescaped. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, each]) => `${JSON.stringify(name)}: ${spaced(each)}`)
    .join(', ')}}`;
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

function originsOf({ headers }: Incoming): string[] {
  const host = headers.host ?? '';
  return [`http://${host}`, `https://${host}`, 'https://api.mch.weixin.qq.com'];
}

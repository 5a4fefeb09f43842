import { constants, createHash, createHmac, type KeyObject, verify } from 'node:crypto';
import type { Merchant } from '../keys/merchants';
import { decodeBase64 } from '../v3/signatures';
import { type Candidate, type Explanation, explain } from './candidate';
import { openSeal, type Seal } from './rsa-seal';
import { urlDecoded } from './url-coding';

/** A text that somebody may have signed by mistake. */
export interface TextMistake {
  mistake: string;
  reason: string;
  text: string;
  /** What was signed, where it is not the text in UTF-8. */
  bytes?: Buffer;
}

export interface RsaSignature {
  /** How a reason begins: whose signature it is. */
  what: string;
  /** What was to be signed. */
  signed: string;
  received: string;
  merchant: Merchant;
  merchants: Merchant[];
}

/** Of a longer text only the key is looked into: no order of WeChat's is so long, and there are two thousand texts. */
const detailed = 32_768;

/** Why an RSA signature does not verify: the key, the way of signing, or one of the texts that mistakes lead to. */
export function explainRsa(
  signature: RsaSignature,
  texts: Iterable<TextMistake>,
  others: Iterable<Candidate> = [],
): Explanation {
  const { signed, received, merchant } = signature;
  if (received === '') {
    return { reason: `${signature.what}是空的`, mistake: 'signature-missing', expected: signed, received };
  }
  const bytes = Buffer.from(received, 'base64');
  const seal = decodeBase64(received) && openSeal(bytes, merchant.publicKey);
  function* candidates(): Generator<Candidate> {
    yield* writingCandidates(signature);
    yield* keyCandidates(signature, bytes);
    if (seal) {
      yield* sealCandidates(signature, seal);
      for (const { mistake, reason, text, bytes } of signed.length > detailed ? [] : texts) {
        if (text === signed && !bytes) continue;
        yield { mistake, reason, text, matches: () => isHashOf(seal, bytes ?? text) };
      }
    }
    yield* others;
  }
  return explain(candidates(), { reason: unexplained(signature, seal), expected: signed, received }, signed);
}

const hashOf = (text: string | Buffer, name = 'sha256') => createHash(name).update(text).digest();

function isHashOf(seal: Seal | undefined, text: string | Buffer): boolean {
  return seal?.algorithm === 'sha256' && seal.content.equals(hashOf(text));
}

/** The signature is right and written in another way than Base64. */
function* writingCandidates({ what, signed, received, merchant }: RsaSignature): Generator<Candidate> {
  const writings: [mistake: string, reason: string, bytes: Buffer | undefined][] = [
    [
      'signature-in-hex',
      '是十六进制，应为 Base64',
      /^[0-9a-fA-F]{512}$/.test(received) ? Buffer.from(received, 'hex') : undefined,
    ],
    ['signature-in-base64url', '是 URL 安全的 Base64（- 和 _），应为标准的（+ 和 /）', decodeUrlSafe(received)],
    ['signature-url-encoded', '做了 URL 编码，应为原样的 Base64', decodeBase64(urlDecoded(received))],
    ['signature-plus-lost', '里的 + 变成了空格', decodeBase64(received.replaceAll(' ', '+'))],
    ['signature-broken-into-lines', '里有换行或空白，应为一行', decodeBase64(received.replace(/\s/g, ''))],
    ['signature-padding-lost', '末尾少了 =', decodeBase64(padded(received))],
    ['signature-encoded-twice', '做了两次 Base64', decodeBase64(decodeBase64(received)?.toString('latin1') ?? '')],
  ];
  for (const [mistake, reason, bytes] of writings) {
    if (!bytes) continue;
    const matches = () => isHashOf(openSeal(bytes, merchant.publicKey), signed);
    yield { mistake, reason: `${what}${reason}`, text: signed, matches };
  }
}

const padded = (text: string) => text.padEnd(Math.ceil(text.length / 4) * 4, '=');

function decodeUrlSafe(text: string): Buffer | undefined {
  if (!/[-_]/.test(text)) return undefined;
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return decodeBase64(padded(standard));
}

/** The text is right, and something else than this merchant's private key signed it. */
function* keyCandidates({ signed, received, merchant, merchants }: RsaSignature, bytes: Buffer): Generator<Candidate> {
  for (const other of merchants) {
    if (other === merchant) continue;
    const matches = () => isHashOf(openSeal(bytes, other.publicKey), signed);
    yield { mistake: 'wrong-key', reason: `用的是商户 ${other.mchid} 的私钥`, text: signed, matches };
  }
  const secrets = [
    ['APIv3 密钥', merchant.apiV3Key],
    ['APIv2 密钥', merchant.apiKey],
  ] as const;
  for (const [name, secret] of secrets) {
    const hmac = createHmac('sha256', secret).update(signed).digest();
    yield {
      mistake: 'secret-for-private-key',
      reason: `用${name}做了 HMAC-SHA256，应当用商户 API 私钥做 RSA 签名`,
      text: signed,
      matches: () => received === hmac.toString('base64') || received.toLowerCase() === hmac.toString('hex'),
    };
  }
  const pss = { key: merchant.publicKey as KeyObject, padding: constants.RSA_PKCS1_PSS_PADDING };
  yield {
    mistake: 'wrong-padding',
    reason: '用的是 PSS 填充，应为 PKCS#1 v1.5',
    text: signed,
    matches: () => verify('sha256', Buffer.from(signed), pss, bytes),
  };
}

/** The key and the text are right, and what was signed is not the text's SHA-256. */
function* sealCandidates({ signed }: RsaSignature, { algorithm, content }: Seal): Generator<Candidate> {
  const candidate = (mistake: string, reason: string, contents: (Buffer | string)[]): Candidate => ({
    mistake,
    reason,
    text: signed,
    matches: () => contents.some((each) => content.equals(Buffer.from(each))),
  });
  const hash = hashOf(signed);
  const written = [hash, hash.toString('hex'), hash.toString('hex').toUpperCase(), hash.toString('base64')];
  if (algorithm === 'none') {
    yield candidate('encrypted-not-signed', '用私钥直接“加密”了摘要，应当用 SHA256withRSA 签名', written);
    yield candidate('encrypted-not-signed', '用私钥直接“加密”了签名串，应当用 SHA256withRSA 签名', [signed]);
  } else if (algorithm === 'sha256') {
    const reason = '签名前先自己做了 SHA256，SHA256withRSA 又做了一次';
    yield candidate(
      'hashed-twice',
      reason,
      written.map((each) => hashOf(Buffer.from(each))),
    );
  } else {
    yield candidate('wrong-digest', `用的是 ${algorithm.toUpperCase()}，应为 SHA256`, [hashOf(signed, algorithm)]);
  }
}

/** What is certain of a signature although no single mistake accounts for it. */
function unexplained({ what, received, merchant, merchants }: RsaSignature, seal: Seal | undefined): string {
  const none = `${what}错误：没有哪一个单独的错误能得到它`;
  const bytes = decodeBase64(received);
  if (!bytes) return `${none}。它也不是标准的 Base64`;
  if (seal?.algorithm === 'sha256') {
    return `${none}。私钥和算法都是对的，签的却是另一串内容：请与“应当签名的内容”逐行对照`;
  }
  if (seal) return `${none}。私钥是对的，算法不是 SHA256withRSA，签的也是另一串内容`;
  const other = merchants.find((each) => each !== merchant && openSeal(bytes, each.publicKey));
  if (other) return `${none}。它是用商户 ${other.mchid} 的私钥做的，签的也是另一串内容`;
  return `${none}。它不是 merchant.json 里任何一个商户的私钥按 PKCS#1 v1.5 做的`;
}

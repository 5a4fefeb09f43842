import type { Merchant } from '../keys/merchants';
import { digest, stringToSign } from '../v2/sign';
import type { Candidate, Explanation } from './candidate';
import { caseMistakes, type Line, lineMistakes, textOf, timestampMistakes, withLine } from './line-mistakes';
import type { TextMistake } from './rsa';
import { openSeal } from './rsa-seal';
import { ofPairs, type Pairs, sorted, type V2Mistake } from './v2-mistake';

/** The signature with which a buyer's phone is asked to pay, checked. */
export type PaymentCheck = { ok: true; signed: string } | { ok: false; signed: string; explanation: Explanation };

/** Who may have signed a payment, and what may have been meant. */
export interface PaymentContext {
  merchant: Merchant;
  merchants: Merchant[];
  /** Of other orders, the newest: one of them may have been signed instead. */
  otherPrepayIds: readonly string[];
}

/** The four parameters of a payment that API v3 signs, under the names they have there. */
export interface PaymentLines {
  appid: Line;
  timestamp: Line;
  nonce: Line;
  /** `package` or `prepayid`. */
  last: Line;
}

/** The mistakes that the payments of mini programs and apps share in API v3. */
export function* paymentTextMistakes(parts: PaymentLines, context: PaymentContext): Generator<TextMistake> {
  const { appid, timestamp, nonce, last } = parts;
  const lines = [appid, timestamp, nonce, last];
  const build = (line: Line) => (value: string) => withLine(lines, line.name, value);
  for (const other of appidsOf(context)) {
    if (other === appid.value) continue;
    const reason = `签名里的 ${appid.name} 是 ${other}，发送的是 ${appid.value}`;
    yield { mistake: 'wrong-app-id', reason, text: build(appid)(other) };
  }
  const prefix = last.value.startsWith('prepay_id=') ? 'prepay_id=' : '';
  for (const other of context.otherPrepayIds) {
    const reason = `签名里是另一个订单的 prepay_id ${other}`;
    yield { mistake: 'prepay-id-of-another-order', reason, text: build(last)(`${prefix}${other}`) };
  }
  for (const type of ['RSA', 'MD5', 'HMAC-SHA256']) {
    yield {
      mistake: 'sign-type-signed',
      reason: `签名串多了一行 signType：${type}`,
      text: `${textOf(lines)}${type}\n`,
    };
  }
  yield* caseMistakes(nonce.name, nonce.value, build(nonce));
  yield* lineMistakes(lines);
  yield* timestampMistakes(timestamp.value, build(timestamp));
}

/** The string of API v2, signed with the private key. */
export function* v2StringMistakes(pairs: Pairs, merchant: Merchant): Generator<TextMistake> {
  const reason = '用私钥签了 APIv2 格式的串（名字=值&…），应为 APIv3 格式的四行';
  for (const signed of [pairs, pairs.filter(([name]) => name !== 'signType')]) {
    const shown = stringToSign(signed, '********');
    const bare = shown.slice(0, shown.lastIndexOf('&key='));
    yield { mistake: 'v2-string-signed', reason, text: bare };
    const bytes = Buffer.from(stringToSign(signed, merchant.apiKey));
    yield { mistake: 'v2-string-signed', reason, text: shown, bytes };
  }
}

/** The signature of API v2 for an order of API v3, in capital letters or small ones. */
export function* v2SignatureCandidates(pairs: Pairs, received: string, { apiKey }: Merchant): Generator<Candidate> {
  for (const signType of ['MD5', 'HMAC-SHA256'] as const) {
    for (const claimed of ['as sent', signType]) {
      const signed = pairs.map(([name, value]): [string, string] =>
        name === 'signType' && claimed !== 'as sent' ? [name, claimed] : [name, value],
      );
      yield {
        mistake: 'v2-signature',
        reason: `APIv3 的订单用了 APIv2 的 ${signType} 签名，应为 RSA`,
        text: stringToSign(signed, '********'),
        matches: () => digest(stringToSign(signed, apiKey), apiKey, signType) === received.toUpperCase(),
      };
    }
  }
}

/** The private key's signature for an order of API v2, whatever it signed. */
export function v3SignatureCandidate(received: string, signType: string, merchant: Merchant): Candidate {
  return {
    mistake: 'v3-signature',
    reason: `APIv2 的订单用了商户 API 私钥签名（APIv3 的做法），应为 APIv2 密钥的 ${signType}`,
    // What it signed cannot be known.
    text: received,
    matches: () => openSeal(Buffer.from(received, 'base64'), merchant.publicKey) !== undefined,
  };
}

/** What API v2 signs wrongly of a payment, besides the mistakes of any signature. `names` are the names it has here. */
export function* v2PaymentMistakes(
  pairs: Pairs,
  names: { appid: string; timestamp: string; last: string },
  context: PaymentContext,
): Generator<V2Mistake> {
  const build = (name: string, value: string) =>
    sorted(pairs.map(([each, old]): [string, string] => [each, each === name ? value : old]));
  const sent = (name: string) => pairs.find(([each]) => each === name)?.[1] ?? '';
  for (const other of appidsOf(context)) {
    if (other === sent(names.appid)) continue;
    const reason = `签名里的 ${names.appid} 是 ${other}，发送的是 ${sent(names.appid)}`;
    yield ofPairs('wrong-app-id', reason, build(names.appid, other));
  }
  const prefix = sent(names.last).startsWith('prepay_id=') ? 'prepay_id=' : '';
  for (const other of context.otherPrepayIds) {
    const reason = `签名里是另一个订单的 prepay_id ${other}`;
    yield ofPairs('prepay-id-of-another-order', reason, build(names.last, `${prefix}${other}`));
  }
  for (const { mistake, reason, text } of timestampMistakes(sent(names.timestamp), (value) => value)) {
    yield ofPairs(mistake, reason, build(names.timestamp, text));
  }
}

function appidsOf({ merchants }: PaymentContext): Set<string> {
  return new Set(merchants.flatMap(({ appids }) => [...appids]));
}

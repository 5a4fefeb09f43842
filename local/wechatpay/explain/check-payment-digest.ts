import { digest, type SignType, stringToSign } from '../v2/sign';
import { type Candidate, explain } from './candidate';
import { type PaymentCheck, type PaymentContext, v2PaymentMistakes, v3SignatureCandidate } from './payment';
import { otherKeys } from './v2';
import { v2Candidate, v2Candidates } from './v2-candidates';
import type { Pairs, V2Mistake } from './v2-mistake';

interface Payment {
  /** What the caller calls its signature. */
  name: 'paySign' | 'sign';
  pairs: Pairs;
  received: string;
  signType: SignType;
  /** What the appid, the time and the order are called in it. */
  names: { appid: string; timestamp: string; last: string };
  /** The mistakes that only this kind of payment knows; they are looked for first. */
  own: Iterable<V2Mistake>;
  /** Mistakes of any signature that have a name of their own here. */
  isOwn?(candidate: Candidate): boolean;
}

/** Checks the signature of a payment by API v2, and explains one that is wrong. */
export function checkPaymentDigest(payment: Payment, context: PaymentContext): PaymentCheck {
  const { name, pairs, received, signType, names, own, isOwn = () => false } = payment;
  const { merchant, merchants } = context;
  const shown = stringToSign(pairs, '********');
  const expected = digest(stringToSign(pairs, merchant.apiKey), merchant.apiKey, signType);
  if (received === expected) return { ok: true, signed: shown };
  const keys = { key: merchant.apiKey, otherKeys: otherKeys(merchant, merchants) };
  const signature = { pairs, signType, received, ...keys };
  function* candidates(): Generator<Candidate> {
    for (const mistake of own) yield v2Candidate(mistake, signature);
    for (const mistake of v2PaymentMistakes(pairs, names, context)) yield v2Candidate(mistake, signature);
    for (const candidate of v2Candidates(signature)) {
      if (!isOwn(candidate)) yield candidate;
    }
    yield v3SignatureCandidate(received, signType, merchant);
  }
  const unexplained = { reason: `${name} 不对，没有哪一个单独的错误能得到它`, expected, received };
  return { ok: false, signed: shown, explanation: explain(candidates(), unexplained, shown) };
}

import { verifyRsa } from '../v3/signatures';
import { textOf } from './line-mistakes';
import {
  type PaymentCheck,
  type PaymentContext,
  type PaymentLines,
  paymentTextMistakes,
  v2SignatureCandidates,
  v2StringMistakes,
} from './payment';
import { explainRsa, type TextMistake } from './rsa';
import type { Pairs } from './v2-mistake';

interface Payment {
  /** What the caller calls its signature. */
  name: 'paySign' | 'sign';
  lines: PaymentLines;
  pairs: Pairs;
  received: string;
  /** The mistakes that only this kind of payment knows, by the last line that they make; they are looked for first. */
  own: { mistake: string; reason: string; last: string }[];
}

/** Checks the signature of a payment by API v3, and explains one that is wrong. */
export function checkPaymentRsa({ name, lines, pairs, received, own }: Payment, context: PaymentContext): PaymentCheck {
  const { merchant, merchants } = context;
  const text = (last: string) => textOf([lines.appid, lines.timestamp, lines.nonce, { value: last }]);
  const right = text(lines.last.value);
  if (verifyRsa(right, received, merchant.publicKey)) return { ok: true, signed: right };
  function* texts(): Generator<TextMistake> {
    for (const { mistake, reason, last } of own) yield { mistake, reason, text: text(last) };
    yield* paymentTextMistakes(lines, context);
    yield* v2StringMistakes(pairs, merchant);
  }
  const signature = { what: `${name} `, signed: right, received, merchant, merchants };
  const explanation = explainRsa(signature, texts(), v2SignatureCandidates(pairs, received, merchant));
  return { ok: false, signed: right, explanation };
}

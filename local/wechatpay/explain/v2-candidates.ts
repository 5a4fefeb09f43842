import { digest } from '../v2/sign';
import type { Candidate } from './candidate';
import { v2FieldMistakes } from './v2-field-mistakes';
import { v2KeyMistakes } from './v2-key-mistakes';
import { joined, type V2Mistake, type V2Signature } from './v2-mistake';
import { v2ValueMistakes } from './v2-value-mistakes';

const mask = '********';

/** Of a longer request only the key is looked into: the largest order WeChat takes is half as long. */
const detailed = 16_384;

/** The mistakes that any signature of API v2 can suffer from: those of the key, of the fields and of their values. */
export function* v2Candidates(signature: V2Signature): Generator<Candidate> {
  const long = joined(signature.pairs).length > detailed;
  for (const mistakes of long ? [v2KeyMistakes] : [v2KeyMistakes, v2FieldMistakes, v2ValueMistakes]) {
    for (const mistake of mistakes(signature)) yield v2Candidate(mistake, signature);
  }
}

export function v2Candidate({ mistake, reason, text, sign, key }: V2Mistake, signature: V2Signature): Candidate {
  const { signType, received } = signature;
  const taken = key ?? signature.key;
  return {
    mistake,
    reason,
    text: text(mask),
    matches: () => {
      const made = text(taken);
      return (sign ? sign(made, taken) : digest(made, taken, signType)) === received;
    },
  };
}

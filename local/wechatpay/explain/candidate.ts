/** One mistake somebody may have made, and the string he would have signed. */
export interface Candidate {
  /** Stable name. */
  mistake: string;
  /** In Chinese, for the developer. */
  reason: string;
  /** The string, keys masked. */
  text: string;
  /** Whether the signature that came is the one this mistake leads to. */
  matches(): boolean;
}

export interface Explanation {
  reason: string;
  mistake?: string;
  expected?: string;
  received?: string;
}

/**
 * The mistake that accounts for a signature. Where none does, or where two do and nothing can tell them apart, there
 * is no name: an explanation may be missing, but never wrong.
 */
export function explain(candidates: Iterable<Candidate>, unexplained: Explanation, expected: string): Explanation {
  const found: Candidate[] = [];
  for (const candidate of candidates) {
    // One mistake may be made in two ways that come to the same, as in all values and in the only one it changes.
    const known = found.some(({ mistake, text }) => mistake === candidate.mistake && text === candidate.text);
    if (!known && candidate.matches()) found.push(candidate);
  }
  const [first] = found;
  if (!first) return unexplained;
  const reasons = [...new Set(found.map(({ reason }) => reason))];
  const named = new Set(found.map(({ mistake }) => mistake)).size === 1;
  return {
    reason: reasons.length === 1 ? first.reason : `以下错误都会得到这个签名：${reasons.join('；或者')}`,
    ...(named && { mistake: first.mistake }),
    expected,
    received: first.text,
  };
}

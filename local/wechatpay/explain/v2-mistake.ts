import type { SignType } from '../v2/sign';

export type Pairs = [name: string, value: string][];

/** A signature of API v2 that is wrong, and all that may have to do with it. */
export interface V2Signature {
  /** What was to be signed, without `sign`; empty values included. */
  pairs: Pairs;
  signType: SignType;
  received: string;
  key: string;
  /** Keys that could have been taken by mistake, and what they are called. */
  otherKeys: { name: string; key: string }[];
  /** Names that may have been signed though they were not sent. */
  known?: readonly string[];
}

/** One way to get a signature of API v2 wrong. */
export interface V2Mistake {
  mistake: string;
  reason: string;
  /** The string that is signed; with a mask for the key it is the one that is shown. */
  text(key: string): string;
  /** The key that was taken, where it is not the right one. */
  key?: string;
  /** How it was signed, where not with the right sign type. */
  sign?(text: string, key: string): string;
}

export const filled = (pairs: Pairs): Pairs => pairs.filter(([, value]) => value !== '');
export const joined = (pairs: Pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&');
export const sorted = (pairs: Pairs): Pairs => [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));

/** A mistake in the fields alone: the key follows them as it should. */
export function ofPairs(mistake: string, reason: string, pairs: Pairs): V2Mistake {
  return { mistake, reason, text: (key) => `${joined(pairs)}&key=${key}` };
}

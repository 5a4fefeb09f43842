/**
 * A stream of choices that depends on the seed and on its own name, and on nothing else: leaving one buyer or one fault
 * out of a history moves no choice of the others, which is what makes a history shrinkable.
 */
export class Choices {
  #state: number;

  constructor(seed: number, name: string) {
    this.#state = hashText(name, hashText(String(seed)));
  }

  /** A number from 0 up to, but not including, 1. (The generator is mulberry32.) */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  pick<const T>(among: readonly [T, ...T[]]): T {
    return among[this.below(among.length)] ?? among[0];
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.below(256));
  }
}

/** FNV-1a over the UTF-16 units of a text. */
export function hashText(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

import type { Settings } from './settings';

/**
 * The virtual clock: real time and an offset that survives a restart. It governs expiry, retries and the dates inside
 * messages. Signature timestamps stay on real time, so that any client keeps working after the clock was moved.
 */
export class Clock {
  readonly #settings: Settings;
  readonly #realNow: () => number;
  #offset: number;

  constructor(settings: Settings, realNow: () => number) {
    this.#settings = settings;
    this.#realNow = realNow;
    this.#offset = settings.get<number>('clockOffset') ?? 0;
  }

  /** Virtual milliseconds since 1970. */
  now(): number {
    return this.#realNow() + this.#offset;
  }

  realNow(): number {
    return this.#realNow();
  }

  /** Moves forward to a moment; a moment that has passed already changes nothing. */
  moveTo(moment: number) {
    const ahead = moment - this.now();
    if (ahead > 0) this.#set(this.#offset + ahead);
  }

  backToReal() {
    this.#set(0);
  }

  #set(offset: number) {
    this.#offset = offset;
    this.#settings.set('clockOffset', offset);
  }
}

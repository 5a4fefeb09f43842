/**
 * What the bundle finds under the names of the real clock, timers and randomness. The product takes all of them as ports,
 * but for the random pause between two attempts of a transaction; that one is drawn from the seed, and using any other
 * is a mistake that must not go unnoticed, because the history could not be repeated.
 */
let source: { fraction(): number } | undefined;

/** What runs next draws from here. */
export function drawFrom(choices: { fraction(): number }): void {
  source = choices;
}

export function ambientRandom(): number {
  if (!source) throw new Error('Math.random was called outside a history.');
  return source.fraction();
}

function forbidden(name: string): () => never {
  return () => {
    throw new Error(`${name} was used inside the simulation: take it as a port.`);
  };
}

const now = forbidden('Date.now');
const RealDate = globalThis.Date;

/** Conversions of a given moment are pure, so they stay; the current moment is not to be had. */
class TimelessDate extends RealDate {
  constructor(...parts: [] | [number | string | globalThis.Date]) {
    if (parts.length === 0) now();
    super(...(parts as [number]));
  }
  static override now = now;
}

export { TimelessDate as Date };
export const setTimeout = forbidden('setTimeout');
export const setInterval = forbidden('setInterval');
export const setImmediate = forbidden('setImmediate');
export const fetch = forbidden('fetch');
export const performance = { now: forbidden('performance.now') };

import { base32 } from './base32';
import { beijingDate } from './beijing-date';

const DIGITS = 20;
/** How many random bytes an order number needs. */
export const RANDOM_BYTES = 13;

/**
 * A new order number: the date in Beijing and 100 random bits, 28 of the 32 characters that WeChat allows. It cannot
 * be guessed, so it gives nothing away about other orders. The same purchase keeps its number because the number is
 * stored under the buyer's request, not because it could be computed again.
 */
export function makeOutTradeNo(createdAt: number, random: Uint8Array): string {
  return `${beijingDate(createdAt)}${base32(random, DIGITS)}`;
}

import type { CartLine } from '../../../typings/api';

const KEY = 'cart';

/** At most this many of one good: the server refuses more. */
export const MAX_QUANTITY = 99;

/** What the buyer has put into the cart. Storage may hold what an older version wrote: unreadable lines are dropped. */
export function readCart(): CartLine[] {
  const stored: unknown = wx.getStorageSync(KEY);
  return Array.isArray(stored) ? stored.filter(isCartLine) : [];
}

export function writeCart(cart: CartLine[]): void {
  wx.setStorageSync(KEY, cart);
}

function isCartLine(line: unknown): line is CartLine {
  const { sku, quantity } = (line ?? {}) as Partial<CartLine>;
  return typeof sku === 'string' && Number.isInteger(quantity) && Number(quantity) >= 1;
}

import type { CartLine } from '../../../typings/api';
import { writeCart } from '../cart/stored-cart';

const KEY = 'purchase';

/** One attempt to buy one cart. Both names stay the same however often it is sent: a repetition is the same order. */
export interface Purchase {
  requestId: string;
  items: CartLine[];
  /** Known once the server has answered. */
  outTradeNo?: string;
}

export function readPurchase(): Purchase | undefined {
  const stored = wx.getStorageSync(KEY) as Partial<Purchase> | '';
  const readable = stored && typeof stored.requestId === 'string' && Array.isArray(stored.items);
  return readable ? (stored as Purchase) : undefined;
}

export function writePurchase(purchase: Purchase): void {
  wx.setStorageSync(KEY, purchase);
}

/** Notes which order a purchase became, unless the cart was changed while the server was answering. */
export function nameOrder(requestId: string, outTradeNo: string): void {
  const purchase = readPurchase();
  if (purchase?.requestId === requestId) writePurchase({ ...purchase, outTradeNo });
}

/** The next press of the pay button is a new order. */
export function forgetPurchase(): void {
  wx.removeStorageSync(KEY);
}

/** The order has been handed over: what it holds leaves the cart. An order that did not come from this cart does not. */
export function endPurchase(outTradeNo: string | undefined): void {
  const purchase = readPurchase();
  if (!purchase || purchase.outTradeNo !== outTradeNo) return;
  writeCart([]);
  forgetPurchase();
}

import { callFunction } from '../call-function';
import { type PricedCart, priceCart } from '../cart/price-cart';
import { readCart, writeCart } from '../cart/stored-cart';
import type { PaymentOutcome } from './payment-outcome';
import { resumePurchase } from './resume-purchase';

export interface Checkout extends PricedCart {
  /** Present if this cart turns out to have been paid for already. */
  outcome: PaymentOutcome | undefined;
}

/**
 * What is about to be bought, at today's prices. Goods that are no longer sold leave the cart here, so that the buyer
 * orders what he sees. Throws ServiceError.
 */
export async function openCheckout(): Promise<Checkout> {
  const [{ goods }, outcome] = await Promise.all([callFunction('prepay', { action: 'catalogue' }), resumePurchase()]);
  const cart = readCart();
  const priced = priceCart(goods, cart);
  if (priced.lines.length < cart.length) writeCart(priced.lines.map(({ sku, quantity }) => ({ sku, quantity })));
  return { ...priced, outcome };
}

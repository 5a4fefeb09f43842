import type { CartLine } from '../../../typings/api';
import { forgetPurchase } from '../checkout/stored-purchase';
import { MAX_QUANTITY, readCart, writeCart } from './stored-cart';

/**
 * Sets how many of a good are in the cart, 0 takes it out. A changed cart is another purchase: the request id of the
 * old one must not be used for it, or the server would rightly refuse.
 */
export function changeCart(sku: string, quantity: number): CartLine[] {
  const wanted = Math.min(Math.max(quantity, 0), MAX_QUANTITY);
  const cart = readCart();
  const changed = cart.some((line) => line.sku === sku)
    ? cart.map((line) => (line.sku === sku ? { sku, quantity: wanted } : line))
    : [...cart, { sku, quantity: wanted }];
  writeCart(changed.filter((line) => line.quantity > 0));
  forgetPurchase();
  return readCart();
}

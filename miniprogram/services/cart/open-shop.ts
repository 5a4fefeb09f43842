import type { CartLine, Goods } from '../../../typings/api';
import { callFunction } from '../call-function';
import { resumePurchase } from '../checkout/resume-purchase';
import { readCart } from './stored-cart';

export interface Shop {
  goods: Goods[];
  cart: CartLine[];
}

/**
 * The catalogue and the cart. A purchase that was interrupted is looked up first, so that what has been paid for does
 * not lie in the cart again. Throws ServiceError.
 */
export async function openShop(): Promise<Shop> {
  const [{ goods }] = await Promise.all([callFunction('prepay', { action: 'catalogue' }), resumePurchase()]);
  return { goods, cart: readCart() };
}

import type { OrderView } from '../../../typings/api';
import { changeCart } from '../cart/change-cart';
import { readCart } from '../cart/stored-cart';

/** Puts what an order held into the cart. What lies there already stays, and is not doubled. */
export function orderAgain(order: OrderView): void {
  const cart = readCart();
  for (const { sku, quantity } of order.items) {
    const lying = cart.find((line) => line.sku === sku)?.quantity ?? 0;
    changeCart(sku, Math.max(lying, quantity));
  }
}

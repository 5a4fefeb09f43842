import type { CartLine, Goods, OrderLine } from '../../../typings/api';

export interface PricedCart {
  lines: OrderLine[];
  /** How many units in all. */
  count: number;
  /** Fen. Shown only: the server prices the order itself. */
  total: number;
}

/** Prices a cart from the catalogue. Goods that are no longer sold fall out. */
export function priceCart(goods: Goods[], cart: CartLine[]): PricedCart {
  const lines = cart.flatMap(({ sku, quantity }) => {
    const good = goods.find((each) => each.sku === sku);
    return good ? [{ sku, quantity, title: good.title, price: good.price, picture: good.picture }] : [];
  });
  return {
    lines,
    count: lines.reduce((sum, line) => sum + line.quantity, 0),
    total: lines.reduce((sum, line) => sum + line.price * line.quantity, 0),
  };
}

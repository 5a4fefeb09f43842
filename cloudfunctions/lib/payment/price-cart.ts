import { asFen, type Fen } from './fen';
import type { OrderLine } from './order';

const MAX_LINES = 50;
const MAX_QUANTITY = 999;
/** One million yuan. */
const MAX_TOTAL = 100_000_000;

export interface Priced {
  sku: string;
  title: string;
  /** Fen for one unit. */
  price: number;
  picture: string;
}

export type PricedCart =
  | { kind: 'priced'; items: OrderLine[]; total: Fen }
  | { kind: 'empty' | 'too-many-lines' | 'total-too-large' }
  | { kind: 'unknown-goods' | 'repeated-goods' | 'bad-quantity'; sku: string };

/**
 * Prices a cart from the shop's own catalogue; nothing that the buyer says about a price is looked at. The same goods
 * on two lines are refused: a cart never has that, so one that does was not made by our page.
 */
export function priceCart(
  catalogue: readonly Priced[],
  cart: readonly { sku: string; quantity: number }[],
): PricedCart {
  if (cart.length === 0) return { kind: 'empty' };
  if (cart.length > MAX_LINES) return { kind: 'too-many-lines' };
  const items: OrderLine[] = [];
  let total = 0;
  for (const { sku, quantity } of cart) {
    const goods = catalogue.find((one) => one.sku === sku);
    if (!goods) return { kind: 'unknown-goods', sku };
    if (items.some((one) => one.sku === sku)) return { kind: 'repeated-goods', sku };
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) return { kind: 'bad-quantity', sku };
    const price = asFen(goods.price);
    if (price === undefined) throw new Error(`The catalogue's price of ${sku} is no whole number of fen.`);
    items.push({ sku, title: goods.title, price, quantity, picture: goods.picture });
    total += price * quantity;
  }
  const sum = asFen(total);
  if (sum === undefined || sum > MAX_TOTAL) return { kind: 'total-too-large' };
  if (sum === 0) throw new Error('The catalogue gives goods away; WeChat Pay takes one fen at least.');
  return { kind: 'priced', items, total: sum };
}

import type { CartLine } from '../../../typings/api';
import type { Fen } from '../payment/fen';
import { makeOutTradeNo, RANDOM_BYTES } from '../payment/make-out-trade-no';
import type { Order } from '../payment/order';
import { type Priced, type PricedCart, priceCart } from '../payment/price-cart';
import type { Buyer } from './buyer';
import { hex } from './hex';
import type { Ports } from './ports';

export interface Purchase {
  /** Made by the page, and stored there, before the first try: trying again is not buying again. */
  requestId: string;
  items: CartLine[];
}

export type CreatedOrder =
  | { kind: 'order'; order: Order }
  | { kind: 'request-id-reused' }
  | Exclude<PricedCart, { kind: 'priced' }>;

/**
 * Writes the order of a purchase, or finds the one it already has: same buyer, same request id, same order, however
 * often and however close together it is asked, across midnight and across a change of prices.
 *
 * The number is random and stored under the hash of openid and request id, in one transaction with the order. Deriving
 * it by a keyed hash would need a secret that, once changed, would make one purchase into two.
 */
export async function createOrder(
  ports: Ports,
  catalogue: readonly Priced[],
  buyer: Buyer,
  { requestId, items }: Purchase,
): Promise<CreatedOrder> {
  const now = ports.clock();
  const keyId = hex(ports.digest(`${buyer.openid}|${requestId}`));
  const requestHash = hex(ports.digest(canonical(items)));
  const priced = priceCart(catalogue, items);
  const outTradeNo = makeOutTradeNo(now, ports.random(RANDOM_BYTES));

  return ports.database.transaction(async (transaction): Promise<CreatedOrder> => {
    const key = await transaction.get('order_keys', keyId);
    if (key) {
      if (key.requestHash !== requestHash) return { kind: 'request-id-reused' };
      const order = await transaction.get('orders', key.outTradeNo);
      if (!order) throw new Error(`Order ${key.outTradeNo} has a key and does not exist.`);
      return { kind: 'order', order };
    }
    if (priced.kind !== 'priced') return priced;
    const order = newOrder(ports, buyer, priced, outTradeNo, now);
    await transaction.create('orders', order);
    await transaction.create('order_keys', { _id: keyId, outTradeNo, requestHash, createdAt: now });
    return { kind: 'order', order };
  });
}

/** The cart as a string that does not depend on the order of its lines. */
function canonical(items: readonly CartLine[]): string {
  const lines = items.map(({ sku, quantity }) => [sku, quantity] as const);
  return JSON.stringify(lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function newOrder(
  { api, merchant, settings }: Ports,
  { openid, clientIp }: Buyer,
  { items, total }: Extract<PricedCart, { kind: 'priced' }>,
  outTradeNo: string,
  now: number,
): Order {
  return {
    _id: outTradeNo,
    openid,
    items,
    amount: total,
    currency: 'CNY',
    api,
    appid: merchant.appid,
    mchid: merchant.mchid,
    ...(merchant.subAppid === undefined ? {} : { subAppid: merchant.subAppid }),
    ...(merchant.subMchid === undefined ? {} : { subMchid: merchant.subMchid }),
    clientIp,
    status: 'CREATED',
    expireAt: now + settings.orderMinutes * 60_000,
    late: false,
    hold: false,
    fulfilmentSent: false,
    reserved: 0 as Fen,
    asked: 0 as Fen,
    refunded: 0 as Fen,
    refundCount: 0,
    nextCheckAt: now + 60_000,
    watchCount: 0,
    createdAt: now,
  };
}

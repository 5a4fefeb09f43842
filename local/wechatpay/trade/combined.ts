import type { CombinedRow } from '../world/combines';
import type { World } from '../world/world';
import type { Credential } from './credential';
import type { Order } from './order';

/** What a buyer pays at once: an order, or all orders of a combined one. */
export type Purchase = Pick<
  Order,
  | 'mchid'
  | 'appid'
  | 'subMchid'
  | 'subAppid'
  | 'combinedId'
  | 'outTradeNo'
  | 'api'
  | 'tradeType'
  | 'signType'
  | 'openid'
  | 'subOpenid'
  | 'description'
  | 'total'
  | 'state'
  | 'expiresAt'
  | 'prepaidAt'
  | Credential
>;

/** Several orders that are paid together or not at all (合单). Each of them is refunded on its own. */
export interface Combined extends Purchase, CombinedRow {
  orders: Order[];
}

export function isCombined(purchase: Order | Combined): purchase is Combined {
  return 'orders' in purchase;
}

/** A combined order with its orders, which decide what has become of it. */
export function combinedOf({ orders }: Pick<World, 'orders'>, row: CombinedRow): Combined {
  const parts = orders.ofCombined(row.id);
  const [first] = parts as [Order];
  return {
    ...row,
    orders: parts,
    subMchid: null,
    subAppid: null,
    combinedId: null,
    api: 'v3',
    signType: 'RSA',
    openid: first.openid,
    subOpenid: first.subOpenid,
    description: `${first.description} 等 ${parts.length} 笔`,
    total: parts.reduce((sum, { total }) => sum + total, 0),
    state: first.state,
  };
}

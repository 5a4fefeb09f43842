import type { OrderView } from '../../../typings/api';
import { callFunction } from '../call-function';

/** The server answers this many orders at a time, newest first. */
const PAGE = 20;

export interface OrderList {
  orders: OrderView[];
  more: boolean;
}

/** The orders after those already `shown`, added to them; from the newest if none is shown. Throws ServiceError. */
export async function listOrders(shown: OrderView[]): Promise<OrderList> {
  const before = shown.at(-1)?.createdAt;
  const { orders } = await callFunction(
    'trade',
    before === undefined ? { action: 'list' } : { action: 'list', before },
  );
  const known = new Set(shown.map((order) => order.outTradeNo));
  return { orders: [...shown, ...orders.filter((order) => !known.has(order.outTradeNo))], more: orders.length >= PAGE };
}

import type { OrderView } from '../../../typings/api';
import { callFunction } from '../call-function';
import { type List, nextPage } from '../next-page';

/** The buyer's orders after those already `shown`, added to them. Throws ServiceError. */
export function listOrders(shown: OrderView[]): Promise<List<OrderView>> {
  return nextPage(
    shown,
    (order) => order.outTradeNo,
    async (page) => (await callFunction('trade', { action: 'list', ...page })).orders,
  );
}

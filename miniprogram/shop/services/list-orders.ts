import type { OrderStatus, ShopOrderView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { type List, nextPage } from '../../services/next-page';
import { type Mark, markOrder } from './mark-order';

export type MarkedOrder = ShopOrderView & { marks: Mark[] };

/** The shop's orders after those already `shown`, added to them; all of them without a status. Throws ServiceError. */
export function listOrders(status: OrderStatus | '', shown: MarkedOrder[]): Promise<List<MarkedOrder>> {
  return nextPage(
    shown,
    (order) => order.outTradeNo,
    async (page) => {
      const { orders } = await callFunction('backoffice', { action: 'orders', ...page, ...(status && { status }) });
      return orders.map((order) => ({ ...order, marks: markOrder(order) }));
    },
  );
}

import type { OrderStatus, ShopOrderView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { type List, nextPage } from '../../services/next-page';

/** The shop's orders after those already `shown`, added to them; all of them without a status. Throws ServiceError. */
export function listOrders(shown: ShopOrderView[], status: OrderStatus | ''): Promise<List<ShopOrderView>> {
  return nextPage(
    shown,
    (order) => order.outTradeNo,
    async (page) => (await callFunction('backoffice', { action: 'orders', ...page, ...(status && { status }) })).orders,
  );
}

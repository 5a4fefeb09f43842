import type { RefundView, Reply, ShopOrderView } from '../../../typings/api';
import { viewRefund } from '../payment/view-refund';
import { viewShopOrder } from '../payment/view-shop-order';
import type { Ports } from './ports';
import { refundsOf } from './refunds-of';
import { done, refused } from './reply';

/** An order of anybody's with its refunds, the newest first: what an operator has to see before he gives money back. */
export async function shopOrder(
  { database }: Ports,
  outTradeNo: string,
): Promise<Reply<{ order: ShopOrderView; refunds: RefundView[] }>> {
  const order = await database.get('orders', outTradeNo);
  if (!order) return refused('ERR_ORDER_NOT_FOUND');
  const refunds = await refundsOf(database, outTradeNo);
  return done({ order: viewShopOrder(order), refunds: refunds.map(viewRefund) });
}

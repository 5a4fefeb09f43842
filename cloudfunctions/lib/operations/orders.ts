import type { OrderStatus, Reply, ShopOrderView } from '../../../typings/api';
import { viewShopOrder } from '../payment/view-shop-order';
import { type Page, pageOf } from './page';
import type { Ports } from './ports';
import { done } from './reply';

/** The shop's orders, the newest first. */
export async function orders(
  ports: Ports,
  page: Page & { status?: OrderStatus },
): Promise<Reply<{ orders: ShopOrderView[] }>> {
  const found = await ports.database.find('orders', pageOf<'orders'>(page));
  return done({ orders: found.map(viewShopOrder) });
}

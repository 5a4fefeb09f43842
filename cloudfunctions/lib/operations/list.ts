import type { OrderView, Reply } from '../../../typings/api';
import { viewOrder } from '../payment/view-order';
import type { Buyer } from './buyer';
import type { Ports } from './ports';
import { done } from './reply';

const PAGE = 20;

/** @param before the `createdAt` (milliseconds) of the last order already shown; the newest page without it */
export async function list(ports: Ports, { openid }: Buyer, before?: number): Promise<Reply<{ orders: OrderView[] }>> {
  const orders = await ports.database.find('orders', {
    where: { openid, ...(before === undefined ? {} : { createdAt: { below: before } }) },
    orderBy: { field: 'createdAt', direction: 'desc' },
    limit: PAGE,
  });
  return done({ orders: orders.map(viewOrder) });
}

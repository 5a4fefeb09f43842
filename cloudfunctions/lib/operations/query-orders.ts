import { nextQueryAt } from '../payment/order-schedule';
import { askWeChat } from './ask-wechat';
import { claimOrder } from './claim-order';
import { markClosed } from './close-order';
import type { Ports } from './ports';
import { workThrough } from './work-through';

const LIMIT = 50;

/** Asks WeChat about what a buyer may have paid, for the case that no notification ever comes. */
export async function queryOrders(ports: Ports, deadline: number): Promise<boolean> {
  const due = await ports.database.find('orders', {
    where: { status: 'PAYING', nextCheckAt: { below: ports.clock() } },
    orderBy: { field: 'nextCheckAt', direction: 'asc' },
    limit: LIMIT,
  });
  return workThrough(ports, due, deadline, async ({ _id }) => {
    const order = await claimOrder(ports, _id, ['PAYING'], nextQueryAt);
    if (order && (await askWeChat(ports, order)) === 'closed') await markClosed(ports, _id);
  });
}

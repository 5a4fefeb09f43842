import { nextWatchAt } from '../payment/order-schedule';
import { askWeChat } from './ask-wechat';
import { claimOrder } from './claim-order';
import type { Ports } from './ports';
import { workThrough } from './work-through';

const LIMIT = 50;
const NEXT_TRY = 300_000;

/**
 * Looks at closed orders a few times more: a payment that crossed the closing, and whose notification was lost, would
 * otherwise stay unknown until the bill. A look that WeChat does not answer does not count.
 */
export async function watchOrders(ports: Ports, deadline: number): Promise<boolean> {
  const due = await ports.database.find('orders', {
    where: { status: 'CLOSED', nextCheckAt: { below: ports.clock() } },
    orderBy: { field: 'nextCheckAt', direction: 'asc' },
    limit: LIMIT,
  });
  return workThrough(ports, due, deadline, async ({ _id }) => {
    const order = await claimOrder(ports, _id, ['CLOSED'], (_order, now) => now + NEXT_TRY);
    if (!order) return;
    await askWeChat(ports, order);
    await countLook(ports, _id, order.watchCount);
  });
}

async function countLook({ clock, database }: Ports, outTradeNo: string, before: number): Promise<void> {
  const now = clock();
  await database.transaction(async (transaction) => {
    const order = await transaction.get('orders', outTradeNo);
    if (order?.status !== 'CLOSED' || order.watchCount !== before) return;
    const watchCount = before + 1;
    await transaction.update('orders', outTradeNo, { watchCount, nextCheckAt: nextWatchAt(watchCount, now) });
  });
}

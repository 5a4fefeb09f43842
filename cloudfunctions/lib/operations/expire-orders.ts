import { CLOSABLE_AFTER, nextCloseAt } from '../payment/order-schedule';
import { claimOrder } from './claim-order';
import { closeOrder } from './close-order';
import type { Ports } from './ports';
import { workThrough } from './work-through';

const LIMIT = 50;

/** Closes what nobody has paid in time, and goes on closing what WeChat would not close before. */
export async function expireOrders(ports: Ports, deadline: number): Promise<boolean> {
  const now = ports.clock();
  const orderBy = { field: 'nextCheckAt', direction: 'asc' } as const;
  const expired = await ports.database.find('orders', {
    where: {
      status: { oneOf: ['CREATED', 'PAYING'] },
      nextCheckAt: { below: now },
      expireAt: { below: now - CLOSABLE_AFTER },
    },
    orderBy,
    limit: LIMIT,
  });
  const closing = await ports.database.find('orders', {
    where: { status: 'CLOSING', nextCheckAt: { below: now } },
    orderBy,
    limit: LIMIT,
  });
  return workThrough(ports, [...closing, ...expired], deadline, async ({ _id }) => {
    const order = await claimOrder(ports, _id, ['CREATED', 'PAYING', 'CLOSING'], nextCloseAt);
    if (order) await closeOrder(ports, order);
  });
}

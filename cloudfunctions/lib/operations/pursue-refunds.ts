import { confirmRefund } from './confirm-refund';
import type { Ports } from './ports';
import { sendRefund } from './send-refund';
import { workThrough } from './work-through';

/** WeChat takes few refunds a second while some of them fail. */
const LIMIT = 30;

/** Sends the refunds that are decided, and asks about those that WeChat has. */
export async function pursueRefunds(ports: Ports, deadline: number): Promise<boolean> {
  const due = await ports.database.find('refunds', {
    where: { status: { oneOf: ['REQUESTED', 'SUBMITTED', 'ABNORMAL'] }, nextCheckAt: { below: ports.clock() } },
    orderBy: { field: 'nextCheckAt', direction: 'asc' },
    limit: LIMIT,
  });
  return workThrough(ports, due, deadline, async ({ _id, status, refusal }) => {
    const isToBeSent = status === 'REQUESTED' && refusal === undefined;
    await (isToBeSent ? sendRefund(ports, _id) : confirmRefund(ports, _id));
  });
}

import { backOff } from '../payment/back-off';
import type { Refund } from '../payment/documents';
import { released } from '../payment/settle-refund';
import { askRefund } from './ask-refund';
import type { Ports } from './ports';
import { endRefund } from './record-refund';

const AGAIN = 65_000;
const ABNORMAL_AGAIN = 6 * 3_600_000;

/**
 * Asks WeChat what became of a refund that it has accepted, or refused for good. A refused one that it does not know
 * either has never been: it is closed, and what it reserved is free again.
 */
export async function confirmRefund(ports: Ports, outRefundNo: string): Promise<void> {
  const refund = await claim(ports, outRefundNo);
  if (!refund) return;
  const order = await ports.database.get('orders', refund.outTradeNo);
  if (!order) throw new Error(`Refund ${outRefundNo} has no order.`);
  const told = await askRefund(ports, order.api, outRefundNo);
  if (told !== 'absent') return;
  if (refund.refusal !== undefined) return close(ports, refund);
  ports.log.error('WeChat has forgotten a refund that it accepted.', { outRefundNo, outTradeNo: order._id });
}

/** Puts off the next question before asking this one, so that one that fails does not stand in the way of others. */
async function claim({ clock, database }: Ports, outRefundNo: string): Promise<Refund | undefined> {
  const now = clock();
  return database.transaction(async (transaction) => {
    const refund = await transaction.get('refunds', outRefundNo);
    if (!refund || refund.nextCheckAt > now || !awaitsWeChat(refund)) return undefined;
    const tries = refund.tries + 1;
    const wait = refund.status === 'ABNORMAL' ? ABNORMAL_AGAIN : backOff(tries, AGAIN);
    await transaction.update('refunds', outRefundNo, { tries, nextCheckAt: now + wait });
    return refund;
  });
}

function awaitsWeChat({ status, refusal }: Refund): boolean {
  return status === 'SUBMITTED' || status === 'ABNORMAL' || (status === 'REQUESTED' && refusal !== undefined);
}

async function close({ clock, database }: Ports, { _id, outTradeNo }: Refund): Promise<void> {
  const now = clock();
  await database.transaction(async (transaction) => {
    const refund = await transaction.get('refunds', _id);
    const order = await transaction.get('orders', outTradeNo);
    if (!order || refund?.status !== 'REQUESTED' || refund.refusal === undefined) return;
    await transaction.update('orders', outTradeNo, released(order, refund, 'CLOSED'));
    await endRefund(transaction, refund, 'CLOSED', undefined, now);
  });
}

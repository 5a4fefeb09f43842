import type { RefundView, Reply } from '../../../typings/api';
import type { Refund } from '../payment/documents';
import { minus } from '../payment/fen';
import { voidEntry } from '../payment/ledger-entries';
import { needsSecondOperator } from '../payment/needs-second-operator';
import type { Order } from '../payment/order';
import { isRefundableStill } from '../payment/refundability';
import { viewRefund } from '../payment/view-refund';
import { cancelFulfilment } from './cancel-fulfilment';
import type { Ports, Transaction } from './ports';
import { done, refused } from './reply';

interface Decision {
  outRefundNo: string;
  approve: boolean;
}

/**
 * An operator approves a refund that was asked for, and the clock sends it, or declines it, and the money is the shop's
 * again. Deciding the same a second time is answered like the first.
 */
export async function decideRefund(
  ports: Ports,
  operator: string,
  { outRefundNo, approve }: Decision,
): Promise<Reply<{ refund: RefundView }>> {
  const now = ports.clock();
  return ports.database.transaction(async (transaction): Promise<Reply<{ refund: RefundView }>> => {
    const refund = await transaction.get('refunds', outRefundNo);
    if (!refund) return refused('ERR_REFUND_NOT_FOUND');
    if (refund.status !== 'ASKED') {
      const repeated = refund.decidedBy === operator && approve === (refund.status !== 'DECLINED');
      return repeated ? done({ refund: viewRefund(refund) }) : refused('ERR_REFUND_DECIDED');
    }
    const order = await transaction.get('orders', refund.outTradeNo);
    if (!order) throw new Error(`Refund ${outRefundNo} has no order.`);
    if (!approve) return done({ refund: viewRefund(await decline(transaction, order, refund, operator, now)) });

    // Its own amount is among what is reserved.
    const alone = refund.by === operator && needsSecondOperator(order, 0, ports.settings.secondOperatorAbove);
    if (alone) return refused('ERR_SECOND_OPERATOR');
    if (!isRefundableStill(order, now)) return refused('ERR_REFUND_TOO_LATE');
    return done({ refund: viewRefund(await approved(transaction, order, refund, operator, now)) });
  });
}

async function approved(transaction: Transaction, order: Order, refund: Refund, operator: string, now: number) {
  const changes = { asked: minus(order.asked, refund.amount) };
  const decision = { status: 'REQUESTED', decidedBy: operator, nextCheckAt: now } as const;
  await transaction.update('orders', order._id, changes);
  await transaction.update('refunds', refund._id, decision);
  await cancelFulfilment(transaction, { ...order, ...changes });
  return { ...refund, ...decision };
}

async function decline(transaction: Transaction, order: Order, refund: Refund, operator: string, now: number) {
  const decision = { status: 'DECLINED', decidedBy: operator, endedAt: now } as const;
  await transaction.update('orders', order._id, {
    asked: minus(order.asked, refund.amount),
    reserved: minus(order.reserved, refund.amount),
  });
  await transaction.update('refunds', refund._id, decision);
  await transaction.create('ledger', voidEntry(refund._id, order._id, refund.amount, now));
  return { ...refund, ...decision };
}

import type { Refund } from '../payment/documents';
import { plus } from '../payment/fen';
import { reserveEntry } from '../payment/ledger-entries';
import { makeOutRefundNo, refundKey } from '../payment/make-out-refund-no';
import type { Order } from '../payment/order';
import { type Refundability, refundability } from '../payment/refundability';
import { cancelFulfilment } from './cancel-fulfilment';
import type { Ports } from './ports';

export interface RefundRequest {
  /** Made by the page, and stored there, before the first try: trying again is not refunding again. */
  requestId: string;
  outTradeNo: string;
  /** Fen; all that is left where it is undefined. */
  amount?: number;
  reason: string;
}

export type CreatedRefund =
  | { kind: 'refund'; refund: Refund }
  | { kind: 'no-order' | 'request-id-reused' }
  | Exclude<Refundability, { kind: 'refundable' }>;

interface Asker {
  openid: string;
  /** Whether this order is any of his business. */
  mayRefund(order: Order): boolean;
  /** Whether a refund of so much has to be approved before it is sent. */
  needsApproval(order: Order, amount: number): boolean;
}

/**
 * Writes a refund and reserves its amount on the order, in one transaction, or finds the one that this request already
 * has. Because the order is written too, of any number of refunds at once only as many go through as there is money.
 */
export async function createRefund(
  { clock, digest, database }: Ports,
  asker: Asker,
  { requestId, outTradeNo, amount, reason }: RefundRequest,
): Promise<CreatedRefund> {
  const now = clock();
  const outRefundNo = makeOutRefundNo(digest(refundKey(outTradeNo, asker.openid, requestId)));

  return database.transaction(async (transaction): Promise<CreatedRefund> => {
    const order = await transaction.get('orders', outTradeNo);
    if (!order || !asker.mayRefund(order)) return { kind: 'no-order' };
    const existing = await transaction.get('refunds', outRefundNo);
    if (existing) {
      if (amount !== undefined && amount !== existing.amount) return { kind: 'request-id-reused' };
      return { kind: 'refund', refund: existing };
    }
    const verdict = refundability(order, amount, now);
    if (verdict.kind !== 'refundable') return verdict;

    const waits = asker.needsApproval(order, verdict.amount);
    const refund: Refund = {
      _id: outRefundNo,
      outTradeNo,
      amount: verdict.amount,
      status: waits ? 'ASKED' : 'REQUESTED',
      by: asker.openid,
      reason,
      submittedAt: 0,
      tries: 0,
      nextCheckAt: now,
      createdAt: now,
    };
    const changes: Partial<Order> = {
      reserved: plus(order.reserved, refund.amount),
      asked: waits ? plus(order.asked, refund.amount) : order.asked,
      refundCount: order.refundCount + 1,
      lastRefundAt: now,
    };
    await transaction.create('refunds', refund);
    await transaction.update('orders', outTradeNo, changes);
    await transaction.create('ledger', reserveEntry(outRefundNo, outTradeNo, refund.amount, now));
    await cancelFulfilment(transaction, { ...order, ...changes });
    return { kind: 'refund', refund };
  });
}

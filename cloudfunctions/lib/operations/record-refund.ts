import { backOff } from '../payment/back-off';
import type { ProofSource, Refund } from '../payment/documents';
import { importRefund } from '../payment/import-refund';
import { refundEntry, reserveEntry, voidEntry } from '../payment/ledger-entries';
import type { Order } from '../payment/order';
import { alertEntry, refundedEntry } from '../payment/outbox-entries';
import type { RefundFact } from '../payment/refund-fact';
import { type RefundSettlement, settleRefund } from '../payment/settle-refund';
import { cancelFulfilment } from './cancel-fulfilment';
import { keepAnomaly } from './keep-anomaly';
import type { Ports, Transaction } from './ports';

/** `not-yet` is a refund made elsewhere that fits once the payment is known, or one of ours has ended. */
export type RecordedRefund = RefundSettlement['kind'] | 'imported' | 'not-yet' | 'unknown-order';

/** An abnormal refund waits for a person, and WeChat tells when he is done; asking is for the case that it does not. */
const ABNORMAL_AGAIN = 6 * 3_600_000;
const SUBMITTED_AGAIN = 65_000;

/**
 * Settles what WeChat says about a refund and writes it, in one transaction: the one door through which a refund ends. It
 * may be repeated at any time. A refund that we did not ask for is taken into the books if it fits.
 */
export async function recordRefund(ports: Ports, fact: RefundFact, source: ProofSource): Promise<RecordedRefund> {
  const now = ports.clock();
  const { outRefundNo, outTradeNo } = fact;
  const recorded = await ports.database.transaction(async (transaction): Promise<RecordedRefund> => {
    const refund = await transaction.get('refunds', outRefundNo);
    const order = await transaction.get('orders', refund?.outTradeNo ?? outTradeNo);
    if (!order) {
      await keepAnomaly(transaction, { reason: 'refund-unknown-order', seen: fact, source }, now);
      return 'unknown-order';
    }
    if (!refund) return recordExternal(transaction, order, fact, source, now);
    const settlement = settleRefund(order, refund, fact);
    switch (settlement.kind) {
      case 'ended':
        await transaction.update('orders', order._id, settlement.changes);
        await endRefund(transaction, refund, settlement.status, fact.refundId, now);
        break;
      case 'moved':
        await move(transaction, refund, settlement.status, fact.refundId, now);
        break;
      case 'conflict':
        await keepAnomaly(transaction, { reason: settlement.reason, seen: fact, source }, now);
        break;
    }
    return settlement.kind;
  });
  if (recorded === 'conflict' || recorded === 'unknown-order' || recorded === 'not-yet') {
    ports.log.error('A refund does not fit our records.', { recorded, outRefundNo, outTradeNo, source });
  }
  return recorded;
}

/** Marks a refund as ended, with what that owes the books and the world; the caller writes the order. */
export async function endRefund(
  transaction: Transaction,
  refund: Refund,
  status: 'SUCCESS' | 'CLOSED',
  refundId: string | undefined,
  now: number,
): Promise<void> {
  const { _id, outTradeNo, amount } = refund;
  await transaction.update('refunds', _id, { status, endedAt: now, ...(refundId ? { refundId } : {}) });
  if (status === 'SUCCESS') {
    await transaction.create('ledger', refundEntry(_id, outTradeNo, amount, now));
    await transaction.create('outbox', refundedEntry(_id, outTradeNo, amount, now));
    return;
  }
  const message = `退款没有成功，已关闭，款项没有退给买家（${refund.reason}）`;
  await transaction.create('ledger', voidEntry(_id, outTradeNo, amount, now));
  await transaction.create('outbox', alertEntry(`refund-closed:${_id}`, message, now, outTradeNo));
}

async function move(
  transaction: Transaction,
  { _id, outTradeNo }: Refund,
  status: 'SUBMITTED' | 'ABNORMAL',
  refundId: string,
  now: number,
): Promise<void> {
  const wait = status === 'SUBMITTED' ? backOff(1, SUBMITTED_AGAIN) : ABNORMAL_AGAIN;
  await transaction.update('refunds', _id, { status, refundId, tries: 0, nextCheckAt: now + wait });
  if (status === 'SUBMITTED') return;
  const message = '退款异常：原路退不回去，请在商户平台处理（换银行卡或线下转账）';
  const alert = alertEntry(`refund-abnormal:${_id}`, message, now, outTradeNo);
  if (!(await transaction.get('outbox', alert._id))) await transaction.create('outbox', alert);
}

async function recordExternal(
  transaction: Transaction,
  order: Order,
  fact: RefundFact,
  source: ProofSource,
  now: number,
): Promise<RecordedRefund> {
  const found = importRefund(order, fact);
  if (found.kind === 'conflict' || found.kind === 'not-yet') {
    await keepAnomaly(transaction, { reason: found.reason, seen: fact, source }, now);
  }
  if (found.kind !== 'imported') return found.kind;

  const { outRefundNo, outTradeNo, amount, refundId } = fact;
  const refund: Refund = {
    _id: outRefundNo,
    outTradeNo,
    amount,
    status: 'SUCCESS',
    by: 'console',
    reason: '在微信支付商户平台退款',
    refundId,
    external: true,
    submittedAt: 0,
    tries: 0,
    nextCheckAt: now,
    createdAt: now,
    endedAt: now,
  };
  await transaction.create('refunds', refund);
  await transaction.update('orders', outTradeNo, found.changes);
  await transaction.create('ledger', reserveEntry(outRefundNo, outTradeNo, amount, now));
  await transaction.create('ledger', refundEntry(outRefundNo, outTradeNo, amount, now));
  await transaction.create('outbox', refundedEntry(outRefundNo, outTradeNo, amount, now));
  await cancelFulfilment(transaction, { ...order, ...found.changes });
  return 'imported';
}

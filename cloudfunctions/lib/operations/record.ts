import type { Creation, ProofSource } from '../payment/documents';
import { makeOutRefundNo, refundKey } from '../payment/make-out-refund-no';
import { type Settlement, settle } from '../payment/settle';
import { settlementDocuments } from '../payment/settlement-documents';
import type { Trade } from '../payment/trade';
import { keepAnomaly } from './keep-anomaly';
import type { Ports, Transaction } from './ports';

export type Recorded = Settlement['kind'] | 'unknown-order';

/**
 * Settles and writes, in one transaction: the one door through which every proof passes. It may be repeated at any
 * time, also after an error whose outcome is not known: a second run finds the order as the first one left it.
 */
export async function record(ports: Ports, trade: Trade, source: ProofSource): Promise<Recorded> {
  const now = ports.clock();
  const { outTradeNo, transactionId } = trade;
  const recorded = await ports.database.transaction(async (transaction): Promise<Recorded> => {
    const order = await transaction.get('orders', outTradeNo);
    if (!order) {
      await keepAnomaly(transaction, { reason: 'unknown-order', seen: trade, source }, now);
      return 'unknown-order';
    }
    const payment = transactionId ? await transaction.get('payments', transactionId) : undefined;
    const settlement = settle(order, trade, payment);
    if (settlement.kind === 'conflict') {
      await keepAnomaly(transaction, { reason: settlement.reason, seen: trade, source }, now);
    }
    if (settlement.kind === 'settled') {
      // One late payment has one refund, so its number follows from the order alone.
      const outRefundNo = makeOutRefundNo(ports.digest(refundKey(outTradeNo, 'system', 'late')));
      await transaction.update('orders', outTradeNo, settlement.changes);
      for (const one of settlementDocuments(order, trade, settlement, { source, now, outRefundNo })) {
        await create(transaction, one);
      }
    }
    return settlement.kind;
  });
  if (recorded === 'conflict' || recorded === 'unknown-order') {
    ports.log.error('A trade does not fit our records.', { recorded, outTradeNo, transactionId, source });
  }
  return recorded;
}

function create(transaction: Transaction, { collection, document }: Creation): Promise<void> {
  return transaction.create(collection, document);
}

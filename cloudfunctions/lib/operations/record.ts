import { base32 } from '../payment/base32';
import type { Anomaly, Creation, ProofSource } from '../payment/documents';
import type { Order } from '../payment/order';
import { alertEntry } from '../payment/outbox-entries';
import { type Settlement, settle } from '../payment/settle';
import { settlementDocuments } from '../payment/settlement-documents';
import type { Trade } from '../payment/trade';
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
      await keepAnomaly(transaction, 'unknown-order', trade, source, now);
      return 'unknown-order';
    }
    const payment = transactionId ? await transaction.get('payments', transactionId) : undefined;
    const settlement = settle(order, trade, payment);
    if (settlement.kind === 'conflict') await keepAnomaly(transaction, settlement.reason, trade, source, now);
    if (settlement.kind === 'settled') {
      const outRefundNo = lateRefundNo(ports, order);
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

/** What does not fit is kept once, with one alert, and touches nothing else. */
async function keepAnomaly(
  transaction: Transaction,
  reason: Anomaly['reason'],
  trade: Trade,
  source: ProofSource,
  now: number,
): Promise<void> {
  const { outTradeNo } = trade;
  const _id = `${reason}:${trade.transactionId ?? outTradeNo}`;
  if (await transaction.get('anomalies', _id)) return;
  await transaction.create('anomalies', { _id, reason, outTradeNo, seen: trade, source, createdAt: now });
  await transaction.create('outbox', alertEntry(_id, `微信支付的结果与订单不符：${reason}`, now, outTradeNo));
}

function create(transaction: Transaction, { collection, document }: Creation): Promise<void> {
  return transaction.create(collection, document);
}

/** One late payment has one refund, so its number follows from the order alone. */
function lateRefundNo({ digest }: Ports, { _id }: Order): string {
  return `R${base32(digest(`${_id}|system|late`), 40)}`;
}

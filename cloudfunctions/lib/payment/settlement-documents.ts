import type { Creation, ProofSource } from './documents';
import { payEntry, reserveEntry } from './ledger-entries';
import type { Order } from './order';
import { alertEntry, fulfilEntry } from './outbox-entries';
import type { Settlement } from './settle';
import type { Trade } from './trade';

interface Circumstances {
  source: ProofSource;
  /** Milliseconds since 1970. */
  now: number;
  /** The number of the refund, should the payment be late. */
  outRefundNo: string;
}

/**
 * The documents that come into being with a settlement, in the same transaction as the change of the order: six at
 * most, with the order.
 */
export function settlementDocuments(
  order: Order,
  trade: Trade,
  { manner, changes }: Extract<Settlement, { kind: 'settled' }>,
  { source, now, outRefundNo }: Circumstances,
): Creation[] {
  const { _id: outTradeNo, amount } = order;
  const { transactionId, paidAt } = changes;
  const created: Creation[] = [
    {
      collection: 'payments',
      document: {
        _id: transactionId,
        outTradeNo,
        amount,
        ...(trade.payerTotal === undefined ? {} : { payerTotal: trade.payerTotal }),
        paidAt,
        source,
        rawDigest: trade.digest,
        createdAt: now,
      },
    },
    { collection: 'ledger', document: payEntry(transactionId, outTradeNo, amount, now) },
  ];
  if (manner === 'paid') return [...created, { collection: 'outbox', document: fulfilEntry(outTradeNo, now) }];
  if (manner === 'hold') {
    const alert = alertEntry(`hold:${outTradeNo}`, '支付成功，但微信支付已有退款，请人工决定是否发货', now, outTradeNo);
    return [...created, { collection: 'outbox', document: alert }];
  }
  const alert = alertEntry(`late:${outTradeNo}`, '订单关闭后收到支付，已登记全额退款', now, outTradeNo);
  return [
    ...created,
    {
      collection: 'refunds',
      document: {
        _id: outRefundNo,
        outTradeNo,
        amount,
        status: 'REQUESTED',
        by: 'system',
        reason: '订单已关闭',
        submittedAt: 0,
        tries: 0,
        nextCheckAt: now,
        createdAt: now,
      },
    },
    { collection: 'ledger', document: reserveEntry(outRefundNo, outTradeNo, amount, now) },
    { collection: 'outbox', document: alert },
  ];
}

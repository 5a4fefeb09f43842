import type { Anomaly } from './documents';

/** What does not fit, as the shop may see it. */
export function viewAnomaly({ _id, reason, outTradeNo, seen, source, createdAt }: Anomaly) {
  const amount = 'outRefundNo' in seen ? seen.amount : seen.total;
  const { transactionId } = seen;
  return {
    id: _id,
    reason,
    outTradeNo,
    ...(transactionId === undefined ? {} : { transactionId }),
    ...(amount === undefined ? {} : { amount }),
    source,
    createdAt,
  };
}

import type { Finding } from './finding';

/** A difference as the shop may see it; of who ended it, only whether that was a person. */
export function viewFinding(finding: Finding) {
  const { _id, date, kind, status, outTradeNo, transactionId, outRefundNo, ours, theirs, endedAt, endedBy } = finding;
  return {
    ...{ id: _id, date, kind, status, outTradeNo, createdAt: finding.createdAt },
    ...(transactionId === undefined ? {} : { transactionId }),
    ...(outRefundNo === undefined ? {} : { outRefundNo }),
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(endedBy === undefined ? {} : { endedBy: endedBy === 'clock' ? ('clock' as const) : ('operator' as const) }),
  };
}

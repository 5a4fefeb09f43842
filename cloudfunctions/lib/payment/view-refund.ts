import type { Refund } from './documents';

/** A refund as its buyer and the shop may see it. */
export function viewRefund(refund: Refund) {
  return {
    outRefundNo: refund._id,
    outTradeNo: refund.outTradeNo,
    amount: refund.amount,
    reason: refund.reason,
    status: refund.status,
    createdAt: refund.createdAt,
    ...(refund.endedAt === undefined ? {} : { endedAt: refund.endedAt }),
  };
}

import type { Faults } from '../faults/faults';
import { rfc3339 } from '../trade/beijing-time';
import type { Order } from '../trade/order';
import { type Refund, refundStateOf, succeededAt } from '../trade/refund';

/** A refund as asking for it and querying it answer. */
export function refundView(order: Order, refund: Refund, now: number, faults: Faults): Record<string, unknown> {
  const arrived = succeededAt(refund, now);
  const amount = refund.amount + (faults.take('wrongAmount') ? 1 : 0);
  return {
    amount: {
      currency: 'CNY',
      discount_refund: 0,
      from: [],
      payer_refund: amount,
      payer_total: order.total,
      refund: amount,
      refund_fee: 0,
      settlement_refund: amount,
      settlement_total: order.total,
      total: order.total,
    },
    channel: refund.receiver === null ? 'ORIGINAL' : 'OTHER_BANKCARD',
    create_time: rfc3339(refund.createdAt),
    funds_account: 'AVAILABLE',
    out_refund_no: refund.outRefundNo,
    out_trade_no: order.outTradeNo,
    promotion_detail: [],
    refund_id: refund.refundId,
    status: refundStateOf(refund, now),
    ...(arrived !== undefined && { success_time: rfc3339(arrived) }),
    transaction_id: order.transactionId,
    user_received_account: receivingAccountOf(refund),
  };
}

export function receivingAccountOf({ receiver }: Refund): string {
  return receiver ?? '支付用户零钱';
}

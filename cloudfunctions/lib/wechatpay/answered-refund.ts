import { GatewayUnknown } from '../errors';
import type { Fen } from '../payment/fen';
import type { Merchant } from '../payment/merchant';
import type { RefundFact } from '../payment/refund-fact';
import type { RefundOrder } from '../payment/refund-order';

/** A refund as an answer tells it. */
export interface AnsweredRefund {
  refund: RefundFact;
  /** The whole order's amount. */
  total?: Fen;
}

/** What is known of a refund when it is asked for; when it is asked about, that is its number alone. */
export type RefundAskedFor = RefundOrder | Pick<RefundOrder, 'outRefundNo'>;

/**
 * The refund, if it is the one that was asked for or asked about, and of our merchant. A genuine answer about anything else tells nothing about ours, so it counts as no answer.
 */
export function answeredRefund(
  { refund, total }: AnsweredRefund,
  merchant: Merchant,
  asked: RefundAskedFor,
): RefundFact {
  const same =
    refund.outRefundNo === asked.outRefundNo &&
    refund.mchid === merchant.mchid &&
    refund.subMchid === merchant.subMchid &&
    (!('amount' in asked) ||
      (refund.outTradeNo === asked.outTradeNo &&
        refund.transactionId === asked.transactionId &&
        refund.amount === asked.amount &&
        total === asked.total));
  if (!same) throw new GatewayUnknown(`微信支付的答复不是关于退款 ${asked.outRefundNo} 的，或金额不同`);
  return refund;
}

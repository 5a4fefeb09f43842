import type { BillCharge, BillLine, BillPayment, BillRefund } from './bill';
import type { Payment, Refund, RefundStatus } from './documents';
import type { FindingKind } from './finding';
import type { Order } from './order';

/** What we know about a line of a bill. The order need not be given where the payment or the refund is. */
export interface OurRecord {
  payment?: Pick<Payment, 'outTradeNo' | 'amount'>;
  refund?: Pick<Refund, 'outTradeNo' | 'amount' | 'status'>;
  order?: Pick<Order, 'status' | 'amount' | 'transactionId'>;
}

/** A fee may have been rounded to a whole fen, which is a thousand of its parts. */
const ROUNDING = 1000;

/** How a line of a bill differs from our books, or undefined where it does not. */
export function compareLine(line: BillLine, ours: OurRecord): FindingKind | undefined {
  const finding = line.kind === 'payment' ? comparePayment(line, ours) : compareRefund(line, ours);
  return finding ?? (isFeeRight(line.charge) ? undefined : 'fee');
}

function comparePayment(line: BillPayment, { payment, order }: OurRecord): FindingKind | undefined {
  if (line.state !== 'SUCCESS') return 'unknown-state';
  if (payment) {
    const same = payment.outTradeNo === line.outTradeNo && payment.amount === line.amount && line.currency === 'CNY';
    return same ? undefined : 'mismatch';
  }
  if (!order) return 'unknown-order';
  if (order.amount !== line.amount || line.currency !== 'CNY') return 'mismatch';
  if (order.status === 'PAID') return order.transactionId === line.transactionId ? undefined : 'second-payment';
  return order.status === 'CLOSED' ? 'paid-after-closing' : 'unsettled';
}

type Outcome = 'under-way' | 'success' | 'failed' | 'abnormal';

/** The words of the bill, and those of both protocol versions for the same. */
const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['PROCESSING', 'under-way'],
  ['SUCCESS', 'success'],
  ['FAIL', 'failed'],
  ['CLOSED', 'failed'],
  ['REFUNDCLOSE', 'failed'],
  ['CHANGE', 'abnormal'],
  ['ABNORMAL', 'abnormal'],
]);

/** What we may know of a refund while the bill says that of it. A bill is a snapshot, so we may well know more. */
const EXPECTED: Record<Outcome, readonly RefundStatus[]> = {
  'under-way': ['REQUESTED', 'SUBMITTED', 'ABNORMAL', 'SUCCESS'],
  success: ['SUCCESS'],
  failed: ['CLOSED'],
  abnormal: ['ABNORMAL', 'SUCCESS'],
};

function compareRefund(line: BillRefund, { refund, order }: OurRecord): FindingKind | undefined {
  const outcome = OUTCOMES.get(line.state);
  if (!outcome) return 'unknown-state';
  if (refund) {
    if (refund.outTradeNo !== line.outTradeNo || refund.amount !== line.amount) return 'mismatch';
    return EXPECTED[outcome].includes(refund.status) ? undefined : 'refund-unsettled';
  }
  if (!order) return 'unknown-order';
  return outcome === 'failed' ? undefined : 'refund-unknown';
}

function isFeeRight(charge: BillCharge | undefined): boolean {
  if (!charge) return false;
  // A refund gives its fee back, and some bills write that as a negative one.
  return Math.abs(Math.abs(charge.fee) - (charge.base * charge.rate) / 1000) <= ROUNDING;
}

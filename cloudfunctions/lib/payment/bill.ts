import type { Fen } from './fen';

/** What asking WeChat for the bill of a day came to. */
export type BillDownload =
  /** The whole file, unpacked. Its rows are no proof of anything: API v2 signs no bill. */
  | { kind: 'ready'; bytes: Uint8Array; digest: string }
  /** It is still being made. */
  | { kind: 'not-yet' }
  /** WeChat says that nothing was sold or refunded on that day. */
  | { kind: 'none' };

/** What WeChat charged for a line: `fee` in thousandths of a fen, `rate` in millionths, `base` the fen it is charged on. */
export interface BillCharge {
  fee: number;
  rate: number;
  base: number;
}

interface Line {
  /** Where in the file it stands, from 1. */
  line: number;
  /** When it was paid, or when WeChat accepted the refund; milliseconds since 1970. */
  at: number;
  outTradeNo: string;
  transactionId: string;
  /** As WeChat writes it; a snapshot that is never brought up to date. */
  state: string;
  amount: Fen;
  currency: string;
  /** Undefined where it cannot be read. */
  charge?: BillCharge;
}

export interface BillPayment extends Line {
  kind: 'payment';
}

export interface BillRefund extends Line {
  kind: 'refund';
  outRefundNo: string;
  refundId: string;
}

export type BillLine = BillPayment | BillRefund;

/** What a bill adds up to. */
export interface BillSums {
  rows: number;
  /** Rows of other apps or sub-merchants of the same merchant number, which share its bill. */
  elsewhere: number;
  /** Fen that this shop was paid, and that it gave back. */
  paid: number;
  refunded: number;
}

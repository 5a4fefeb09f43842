import type { Fen } from './fen';

/** In what a day's bill and our books can differ. The first that applies to a line, in this order, is its finding. */
export type FindingKind =
  /** The same payment or refund stands in the bill twice. */
  | 'repeated-line'
  /** A state that we know nothing to do about, such as REVOKED. */
  | 'unknown-state'
  /** Of an order that we do not have: another environment, or lost data. */
  | 'unknown-order'
  /** One number here and there, and another amount, currency or order. */
  | 'mismatch'
  /** The order has been paid by another transaction. */
  | 'second-payment'
  /** Paid at WeChat, and here it was closed. */
  | 'paid-after-closing'
  /** Paid at WeChat, and not yet here. */
  | 'unsettled'
  /** A refund that was not asked for here, made in the merchant console. */
  | 'refund-unknown'
  /** A refund of ours that WeChat and we tell differently. */
  | 'refund-unsettled'
  /** The fee is not the rate times the amount. */
  | 'fee'
  /** Paid here on that day, and not in its bill. */
  | 'not-in-bill'
  /** Given back here, asked for on that day, and not in its bill. */
  | 'refund-not-in-bill';

/**
 * A difference between a day's bill and our books; `_id` is the day, the kind and the number it is about. OPEN is for the
 * clock, ESCALATED for a person; OK turned out to be none, and REPAIRED has been put right by what WeChat said when asked.
 */
export interface Finding {
  _id: string;
  /** `yyyy-mm-dd` of the bill. */
  date: string;
  kind: FindingKind;
  status: 'OPEN' | 'OK' | 'REPAIRED' | 'ESCALATED';
  outTradeNo: string;
  transactionId?: string;
  outRefundNo?: string;
  /** Fen in our books, and in the bill. */
  ours?: Fen;
  theirs?: Fen;
  /** Where in the bill it stands. */
  line?: number;
  tries: number;
  nextCheckAt: number;
  createdAt: number;
  endedAt?: number;
  /** Who ended it: `clock`, or the openid of an operator. */
  endedBy?: string;
}

import type { Fen } from './fen';

/** What WeChat is asked to give back. The same number with the same content may be sent again, and is one refund. */
export interface RefundOrder {
  outRefundNo: string;
  outTradeNo: string;
  transactionId: string;
  /** The whole order's amount. */
  total: Fen;
  amount: Fen;
  /** Shown to the payer; 80 bytes at most reach WeChat. */
  reason: string;
}

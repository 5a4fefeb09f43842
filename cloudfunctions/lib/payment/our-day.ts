import type { Fen } from './fen';

export interface OurPayment {
  outTradeNo: string;
  amount: Fen;
  /** When it was paid. */
  at: number;
}

export interface OurRefund {
  outTradeNo: string;
  amount: Fen;
  /** When it was last sent to WeChat; 0 for one that was not made here. */
  at: number;
  endedAt: number;
}

/** What our books have around a day: payments by transaction id, and refunds that succeeded by their number. */
export interface OurDay {
  payments: ReadonlyMap<string, OurPayment>;
  refunds: ReadonlyMap<string, OurRefund>;
}

import type { Fen } from './fen';

/** What our books have around a day: payments by transaction id, and refunds that succeeded by their number. */
export interface OurDay {
  /** `at` is when it was paid. */
  payments: ReadonlyMap<string, { outTradeNo: string; amount: Fen; at: number }>;
  /** `at` is when it was last sent to WeChat; 0 for one that was not made here. */
  refunds: ReadonlyMap<string, { outTradeNo: string; amount: Fen; at: number; endedAt: number }>;
}

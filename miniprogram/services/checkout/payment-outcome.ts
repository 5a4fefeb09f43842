/**
 * How an attempt to pay ended. `pending`: the phone reported success and WeChat has not confirmed it yet. `closed`: the
 * order can no longer be paid, a new one can. `unsent`: there is no order yet, or no answer about it.
 */
export type PaymentOutcome =
  | { kind: 'paid'; outTradeNo: string | undefined }
  | { kind: 'pending'; outTradeNo: string }
  | { kind: 'cancelled'; outTradeNo: string; expiresAt: number }
  | { kind: 'failed'; outTradeNo: string; reason: string }
  | { kind: 'closed'; reason: string }
  | { kind: 'unsent'; reason: string };

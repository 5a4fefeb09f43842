import type { LedgerEntry } from './documents';
import type { Fen } from './fen';

/** Money came: WeChat owes it to us, and it counts as sold. */
export function payEntry(transactionId: string, outTradeNo: string, amount: Fen, at: number): LedgerEntry {
  return { _id: `pay:${transactionId}`, debit: 'wechat', credit: 'sales', amount, outTradeNo, at };
}

/** A refund was promised: the sum leaves the sales before it leaves WeChat. */
export function reserveEntry(outRefundNo: string, outTradeNo: string, amount: Fen, at: number): LedgerEntry {
  return { _id: `rsv:${outRefundNo}`, debit: 'sales', credit: 'refunds', amount, outTradeNo, at };
}

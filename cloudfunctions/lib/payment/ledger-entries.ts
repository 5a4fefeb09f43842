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

/** The money went back. */
export function refundEntry(outRefundNo: string, outTradeNo: string, amount: Fen, at: number): LedgerEntry {
  return { _id: `ref:${outRefundNo}`, debit: 'refunds', credit: 'wechat', amount, outTradeNo, at };
}

/** Nothing came of a refund: what was promised to it is sold again. */
export function voidEntry(outRefundNo: string, outTradeNo: string, amount: Fen, at: number): LedgerEntry {
  return { _id: `void:${outRefundNo}`, debit: 'refunds', credit: 'sales', amount, outTradeNo, at };
}

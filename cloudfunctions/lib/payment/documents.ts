import type { ConflictReason } from './conflict-reason';
import type { Fen } from './fen';
import type { Finding } from './finding';
import type { Order } from './order';
import type { RefundConflictReason } from './refund-conflict-reason';
import type { RefundFact } from './refund-fact';
import type { Api, Trade } from './trade';

/** Where a proof came from. */
export type ProofSource = 'notification' | 'query' | 'bill';

/** Which order a request of a buyer's became; `_id` is the hash of openid and request id. */
export interface OrderKey {
  _id: string;
  outTradeNo: string;
  /** Of the cart: the same request id with another cart is an error, not a repetition. */
  requestHash: string;
  createdAt: number;
}

/** The payment that settled an order; `_id` is WeChat's transaction id. */
export interface Payment {
  _id: string;
  outTradeNo: string;
  amount: Fen;
  payerTotal?: Fen;
  paidAt: number;
  source: ProofSource;
  rawDigest: string;
  createdAt: number;
}

/** Something WeChat said that does not fit our records; `_id` is its reason and what it is about. */
export interface Anomaly {
  _id: string;
  reason: ConflictReason | RefundConflictReason | 'unknown-order';
  outTradeNo: string;
  seen: Trade | RefundFact;
  source: ProofSource;
  createdAt: number;
}

/**
 * ASKED waits for the shop, which says REQUESTED or DECLINED. SUBMITTED has been accepted by WeChat; SUCCESS and CLOSED
 * are final, and ABNORMAL needs a person.
 */
export type RefundStatus = 'ASKED' | 'DECLINED' | 'REQUESTED' | 'SUBMITTED' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';

/**
 * Money on its way back, whose amount is reserved on the order until it ends; `_id` is outRefundNo, derived once from what
 * asked for it.
 */
export interface Refund {
  _id: string;
  outTradeNo: string;
  amount: Fen;
  status: RefundStatus;
  /** Who asked: `system`, `console` for one made at WeChat, or the openid of a person. */
  by: string;
  reason: string;
  /** The openid of the operator who approved or declined it. */
  decidedBy?: string;
  /** WeChat's number of the refund. */
  refundId?: string;
  /** The code by which WeChat refused it for good. It is not sent again, and ends once WeChat does not know it either. */
  refusal?: string;
  /** Not asked for here, but found at WeChat. */
  external?: true;
  /** When it was last sent to WeChat; 0 before the first time. */
  submittedAt: number;
  /** How often WeChat has been asked, since the status last changed. */
  tries: number;
  endedAt?: number;
  nextCheckAt: number;
  createdAt: number;
}

/** Work that a committed change owes the world, done at least once; `_id` keeps it from being owed twice. */
export interface OutboxEntry {
  _id: string;
  kind: 'fulfil' | 'shipping' | 'refunded' | 'alert';
  status: 'PENDING' | 'DONE' | 'CANCELLED' | 'DEAD';
  outTradeNo?: string;
  payload: Record<string, string | number>;
  leaseUntil: number;
  tries: number;
  createdAt: number;
}

/** What WeChat owes us, what was sold, and what of that is promised to refunds. */
export type Account = 'wechat' | 'sales' | 'refunds';

/** One document is one balanced entry, so the books balance by construction. Entries are never changed. */
export interface LedgerEntry {
  _id: string;
  debit: Account;
  credit: Account;
  amount: Fen;
  outTradeNo: string;
  at: number;
}

/**
 * The trade bill of a day; `_id` is merchant number, day and type. WAITING has not been got yet, REFUSED could not be
 * believed, EMPTY is a day without any sale, and COMPARED has been held against our books to the last line.
 */
export interface Bill {
  _id: string;
  /** `yyyy-mm-dd` in Beijing. */
  date: string;
  status: 'WAITING' | 'COMPARING' | 'COMPARED' | 'EMPTY' | 'REFUSED';
  /** Hex SHA-256 of the file. */
  digest: string;
  rows: number;
  elsewhere: number;
  /** Fen. */
  paid: number;
  refunded: number;
  /** The last line that has been compared; the next run goes on after it. */
  cursor: number;
  /** Why it is WAITING or REFUSED, for a person. */
  problem: string;
  createdAt: number;
  updatedAt: number;
}

/** A genuine notification that settled nothing; `_id` is WeChat's event id, or the digest of the message. */
export interface InboxEntry {
  _id: string;
  api: Api;
  type: string;
  createdAt: number;
}

/** A job of the clock; `_id` is its name. */
export interface Job {
  _id: string;
  /** Nobody else runs it before this moment. */
  leaseUntil: number;
  /** Counts the leases: whoever holds an older one may finish, but no longer say so here. */
  token: number;
  /** When its last complete run began. */
  lastRunAt: number;
  /** Where it goes on, for a job that has more to do than fits into one run. */
  cursor: number;
}

/** Which documents each collection holds. */
export interface Documents {
  orders: Order;
  order_keys: OrderKey;
  payments: Payment;
  anomalies: Anomaly;
  refunds: Refund;
  outbox: OutboxEntry;
  ledger: LedgerEntry;
  bills: Bill;
  recon_items: Finding;
  inbox: InboxEntry;
  jobs: Job;
}

export type CollectionName = keyof Documents;

/** A document to be created, with the collection it belongs to. */
export type Creation = { [C in CollectionName]: { collection: C; document: Documents[C] } }[CollectionName];

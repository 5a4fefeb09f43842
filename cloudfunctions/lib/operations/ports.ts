import type { PaymentParams } from '../../../typings/api';
import type { CollectionName, Documents } from '../payment/documents';
import type { Merchant } from '../payment/merchant';
import type { Notification, NotificationRequest } from '../payment/notification';
import type { PrepayOrder } from '../payment/prepay-order';
import type { RefundFact } from '../payment/refund-fact';
import type { RefundOrder } from '../payment/refund-order';
import type { Api, Trade } from '../payment/trade';

/** WeChat Pay, in one protocol version. Every method throws GatewayRefusal or GatewayUnknown, and nothing else. */
export interface Gateway {
  readonly api: Api;
  /** Makes the order at WeChat. The same number with the same content may be sent again. */
  prepay(order: PrepayOrder): Promise<{ prepayId: string }>;
  /** Signs the argument of wx.requestPayment for a prepayId from `prepay`. */
  paymentParams(prepayId: string): PaymentParams;
  /** What WeChat knows of the order; refuses with ORDER_NOT_EXIST. */
  query(outTradeNo: string): Promise<Trade>;
  /** Closes an unpaid order; refuses with ORDER_PAID, ORDER_CLOSED or ORDER_NOT_EXIST. */
  close(outTradeNo: string): Promise<void>;
  /** Asks for money back; PROCESSING is the usual answer. Refuses with NOT_ENOUGH, ORDER_NOT_EXIST and others. */
  refund(order: RefundOrder): Promise<RefundFact>;
  /** What WeChat knows of a refund; refuses with REFUND_NOT_EXIST. */
  queryRefund(outRefundNo: string): Promise<RefundFact>;
}

/** What a field is compared with: a value, values to choose from, or an upper bound that is not reached. */
type Condition<V> = V | { oneOf: readonly V[] } | { below: V };

export interface Query<C extends CollectionName> {
  where: { [F in keyof Documents[C]]?: Condition<Documents[C][F]> };
  orderBy: { field: keyof Documents[C] & string; direction: 'asc' | 'desc' };
  /** 100 at most. */
  limit: number;
}

/** Works by document id only, because the platform's transactions can do no more. */
export interface Transaction {
  get<C extends CollectionName>(collection: C, id: string): Promise<Documents[C] | undefined>;
  /** The document must not exist: look with `get` first, in the same transaction. */
  create<C extends CollectionName>(collection: C, document: Documents[C]): Promise<void>;
  /** Writes these fields and leaves the others alone. */
  update<C extends CollectionName>(collection: C, id: string, changes: Partial<Documents[C]>): Promise<void>;
}

/** Every method throws DatabaseUnavailable when the platform fails. */
export interface Database {
  get<C extends CollectionName>(collection: C, id: string): Promise<Documents[C] | undefined>;
  find<C extends CollectionName>(collection: C, query: Query<C>): Promise<Documents[C][]>;
  /**
   * All or nothing, on a snapshot. A read does not lock: whoever decides on a document must also write it. The body
   * runs again after a conflict, and may have been committed although an error is thrown; so it reads before it
   * writes, and asks nobody outside the database.
   */
  transaction<T>(body: (transaction: Transaction) => Promise<T>): Promise<T>;
}

type Details = Record<string, unknown>;

/** Where a person will look. Values under names of secrets are masked, and every line has a limit. */
export interface Log {
  info(message: string, details?: Details): void;
  /** A call that anybody can make and that was refused: 300 bytes at most, so that nobody can flood the log. */
  rejected(message: string, details?: Details): void;
  error(message: string, details?: Details): void;
}

export interface Settings {
  /** How long a buyer has to pay. */
  orderMinutes: number;
}

/** All that an operation needs from outside, so that a test can be the outside. */
export interface Ports {
  /** Milliseconds since 1970. */
  clock(): number;
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
  /** So many unguessable bytes. */
  random(bytes: number): Uint8Array;
  /** SHA-256 of the text in UTF-8. */
  digest(text: string): Uint8Array;
  database: Database;
  /** Throws NotConfigured for a protocol that the shop has no keys for. */
  gateway(api: Api): Gateway;
  /** Verifies, parses and decrypts, in this order; it never throws for what a stranger could send. */
  readNotification(api: Api, request: NotificationRequest): Notification;
  /** Who sells, and by which protocol new orders are made. */
  merchant: Merchant;
  api: Api;
  settings: Settings;
  log: Log;
}

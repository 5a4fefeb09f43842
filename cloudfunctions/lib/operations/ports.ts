import type { PaymentParams } from '../../../typings/api';
import type { BillDownload } from '../payment/bill';
import type { CollectionName, Documents } from '../payment/documents';
import type { Fen } from '../payment/fen';
import type { Merchant } from '../payment/merchant';
import type { Notification, NotificationRequest } from '../payment/notification';
import type { Order } from '../payment/order';
import type { PrepayOrder } from '../payment/prepay-order';
import type { RefundFact } from '../payment/refund-fact';
import type { RefundOrder } from '../payment/refund-order';
import type { Shipment, ShippingInfo } from '../payment/shipment';
import type { Api, Trade } from '../payment/trade';

/** WeChat Pay, in one protocol version. Every method throws GatewayRefusal or GatewayUnknown, and nothing else but where it says so. */
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
  /**
   * Asks for money back; PROCESSING is the usual answer. Refuses with NOT_ENOUGH, ORDER_NOT_EXIST and others, and throws
   * NotConfigured where API v2 lacks the merchant's certificate.
   */
  refund(order: RefundOrder): Promise<RefundFact>;
  /** What WeChat knows of a refund; refuses with REFUND_NOT_EXIST. */
  queryRefund(outRefundNo: string): Promise<RefundFact>;
  /** The trade bill of a day, `yyyy-mm-dd` in Beijing; it can be had from ten o'clock of the next day, for three months. */
  downloadBill(date: string): Promise<BillDownload>;
}

/** What a field is compared with: a value, values to choose from, an upper bound that is not reached, or a lower that is. */
type Condition<V> = V | { oneOf: readonly V[] } | { below: V } | { from: V };

export type Where<C extends CollectionName> = { [F in keyof Documents[C]]?: Condition<Documents[C][F]> };

export interface Query<C extends CollectionName> {
  where: Where<C>;
  orderBy: { field: keyof Documents[C] & string; direction: 'asc' | 'desc' };
  /** 1000 at most, and a megabyte of documents. */
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
  count<C extends CollectionName>(collection: C, where: Where<C>): Promise<number>;
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
  /** The openids of those who may refund and see the books. */
  operators: readonly string[];
  /** What one order gives back on one operator's word; above it, another has to approve. */
  secondOperatorAbove: Fen;
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

/**
 * Delivers what was paid for, and answers how it travels where WeChat has to know. It may be called again for the same
 * order, with the same outbox id: the id is the key by which it must know that it has already delivered. It throws when it
 * has not, and is called again later, ten times in all.
 */
export type Fulfil = (order: Order, outboxId: string) => Promise<Shipment | undefined>;

/** What the clock's jobs need beyond what a buyer's call needs. */
export interface BackofficePorts extends Ports {
  fulfil: Fulfil;
  /** Tells WeChat how goods travel; also resolves where it has already been told. Throws for anything else. */
  uploadShipping(info: ShippingInfo): Promise<void>;
  /** By how many seconds our clock was ahead of WeChat's at its last answer; 0 while there has been none. */
  clockSkew(): number;
}

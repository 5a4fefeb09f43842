import type { Fen } from './fen';
import type { Api } from './trade';

/** CLOSED and PAID are final, but for one road: a payment that WeChat proves after closing makes CLOSED into PAID. */
export type OrderStatus = 'CREATED' | 'PAYING' | 'CLOSING' | 'CLOSED' | 'PAID';

/** One kind of goods in an order, with title and price as they were when the order was made. */
export interface OrderLine {
  sku: string;
  title: string;
  /** For one unit. */
  price: Fen;
  quantity: number;
  picture: string;
}

/**
 * The merchant's record of a purchase. Refunds and fulfilment are fields, not statuses, so no status is ever left
 * backwards. Every moment is in milliseconds since 1970.
 */
export interface Order {
  /** outTradeNo, the number that WeChat knows the order by. */
  _id: string;
  openid: string;
  items: OrderLine[];
  amount: Fen;
  currency: string;
  /** Who sells and by which protocol: a proof about this order must name the same. */
  api: Api;
  appid: string;
  mchid: string;
  subAppid?: string;
  subMchid?: string;
  /** As it was when the order was made: WeChat takes the same number again only with the same content. */
  clientIp: string;
  status: OrderStatus;
  prepayId?: string;
  prepayAt?: number;
  expireAt: number;
  transactionId?: string;
  paidAt?: number;
  /** Paid after it was closed: the money goes back, and nothing is delivered. */
  late: boolean;
  /** Paid, but WeChat already knows of a refund: a person decides about delivery. */
  hold: boolean;
  /** The goods are on their way, or may be: nothing can be taken back any more. */
  fulfilmentSent: boolean;
  fulfilledAt?: number;
  /** Promised to refunds that are not final yet; `reserved + refunded` never exceeds `amount`. */
  reserved: Fen;
  /** The part of `reserved` that the shop has not decided on yet. */
  asked: Fen;
  refunded: Fen;
  refundCount: number;
  /** When a refund was last asked for. */
  lastRefundAt?: number;
  /** When WeChat was last asked for any refund of this order. */
  refundSubmittedAt?: number;
  /** When a timer should ask WeChat next, and how often it has looked since the order was closed. */
  nextCheckAt: number;
  watchCount: number;
  createdAt: number;
}

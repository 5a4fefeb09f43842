/**
 * What the mini program and the cloud functions say to each other. Types only: both halves import this file, and
 * neither imports the other. Money is an integer number of fen; moments are milliseconds since 1970.
 */

/** What every cloud function answers to the mini program. */
export type Reply<T> = { ok: true; data: T } | { ok: false; error: { code: ErrorCode; message: string } };

/** Closed on purpose: the mini program has a text for every code, and a code without a text does not compile. */
export type ErrorCode =
  | 'ERR_BAD_REQUEST'
  | 'ERR_UNKNOWN_ACTION'
  | 'ERR_FORBIDDEN'
  | 'ERR_NOT_CONFIGURED'
  | 'ERR_UNKNOWN_GOODS'
  | 'ERR_BAD_QUANTITY'
  | 'ERR_CART_TOO_LARGE'
  | 'ERR_REQUEST_ID_REUSED'
  | 'ERR_ORDER_NOT_FOUND'
  | 'ERR_ORDER_PAID'
  | 'ERR_ORDER_CLOSED'
  | 'ERR_ORDER_EXPIRED'
  | 'ERR_REFUND_NOT_FOUND'
  | 'ERR_REFUND_NOT_PAID'
  | 'ERR_REFUND_AMOUNT'
  | 'ERR_REFUND_LIMIT'
  | 'ERR_REFUND_TOO_SOON'
  | 'ERR_REFUND_TOO_LATE'
  | 'ERR_REFUND_DECIDED'
  | 'ERR_SECOND_OPERATOR'
  | 'ERR_FINDING_NOT_FOUND'
  | 'ERR_WECHAT_REFUSED'
  | 'ERR_WECHAT_SILENT'
  | 'ERR_BUSY'
  | 'ERR_INTERNAL';

export interface Goods {
  sku: string;
  title: string;
  /** One line under the title. */
  subtitle: string;
  /** Fen for one unit. */
  price: number;
  /** What one unit is: 「约 500 克」. */
  unit: string;
  /** Name of the picture in the mini program's own package. */
  picture: string;
}

export interface CartLine {
  sku: string;
  quantity: number;
}

export interface OrderLine extends CartLine {
  title: string;
  /** Fen for one unit, as it was when the order was made. */
  price: number;
  picture: string;
}

export type OrderStatus = 'CREATED' | 'PAYING' | 'CLOSING' | 'CLOSED' | 'PAID';

/** An order as its buyer sees it. */
export interface OrderView {
  outTradeNo: string;
  status: OrderStatus;
  total: number;
  refunded: number;
  refunding: number;
  items: OrderLine[];
  createdAt: number;
  expiresAt: number;
  paidAt?: number;
  transactionId?: string;
}

/**
 * ASKED waits for the shop, DECLINED is its no. REQUESTED is decided, SUBMITTED has been accepted by WeChat, and SUCCESS,
 * CLOSED and ABNORMAL are WeChat's last words; ABNORMAL needs a person.
 */
export type RefundStatus = 'REQUESTED' | 'SUBMITTED' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL' | 'ASKED' | 'DECLINED';

export interface RefundView {
  outRefundNo: string;
  outTradeNo: string;
  amount: number;
  reason: string;
  status: RefundStatus;
  createdAt: number;
  /** When it ended, whichever way. */
  endedAt?: number;
}

/** The argument of wx.requestPayment, complete. */
export interface PaymentParams {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA';
  paySign: string;
}

export interface Prepaid {
  outTradeNo: string;
  total: number;
  expiresAt: number;
  payment: PaymentParams;
}

export type PrepayRequest =
  | { action: 'catalogue' }
  | { action: 'prepay'; requestId: string; items: CartLine[] }
  | { action: 'repay'; outTradeNo: string };

export type TradeRequest =
  | { action: 'confirm'; outTradeNo: string }
  | { action: 'get'; outTradeNo: string }
  /** `before` is the `createdAt` of the last order already shown. */
  | { action: 'list'; before?: number }
  | { action: 'cancel'; outTradeNo: string }
  /** All that is left, unless `amount` says less. */
  | { action: 'requestRefund'; requestId: string; outTradeNo: string; amount?: number; reason: string }
  /** The refunds of one order of the buyer's own. */
  | { action: 'refunds'; outTradeNo: string };

/** What the shopkeeper asks; operators only, who are known by their openid. */
export type BackofficeRequest =
  | { action: 'refund'; requestId: string; outTradeNo: string; amount: number; reason: string }
  | { action: 'decideRefund'; outRefundNo: string; approve: boolean }
  /** One order with its refunds, whoever bought it. */
  | { action: 'order'; outTradeNo: string }
  /** The newest first; `before` is the `createdAt` of the last one already shown. */
  | { action: 'orders'; before?: number; status?: OrderStatus }
  | { action: 'refunds'; before?: number; status?: RefundStatus }
  | { action: 'anomalies'; before?: number }
  /** What the nightly comparison with WeChat's bills has found. */
  | { action: 'findings'; before?: number; status?: FindingStatus }
  /** A person has looked into a finding that was ESCALATED: it is OK from now on. */
  | { action: 'closeFinding'; id: string }
  /** The books of one day in Beijing, `yyyy-mm-dd`, for whoever keeps the shop's accounts. */
  | { action: 'report'; date: string }
  | { action: 'summary' };

/** An order as the shop sees it. */
export interface ShopOrderView extends OrderView {
  /** The last characters of the buyer's openid: enough to tell buyers apart, too little to be one. */
  buyer: string;
  late: boolean;
  hold: boolean;
  fulfilled: boolean;
}

export interface AnomalyView {
  id: string;
  reason: string;
  outTradeNo: string;
  transactionId?: string;
  amount?: number;
  source: 'notification' | 'query' | 'bill';
  createdAt: number;
}

/** OPEN is being asked about, ESCALATED waits for a person; OK was no difference, and REPAIRED has been put right. */
export type FindingStatus = 'OPEN' | 'OK' | 'REPAIRED' | 'ESCALATED';

/** In what WeChat's bill of a day and the shop's books differ. Amounts are fen. */
export interface FindingView {
  id: string;
  /** `yyyy-mm-dd`, the day of the bill. */
  date: string;
  kind:
    | 'repeated-line'
    | 'unknown-state'
    | 'unknown-order'
    | 'mismatch'
    | 'second-payment'
    | 'paid-after-closing'
    | 'unsettled'
    | 'refund-unknown'
    | 'refund-unsettled'
    | 'fee'
    | 'not-in-bill'
    | 'refund-not-in-bill';
  status: FindingStatus;
  outTradeNo: string;
  transactionId?: string;
  outRefundNo?: string;
  /** In the shop's books, and in WeChat's bill. */
  ours?: number;
  theirs?: number;
  createdAt: number;
  endedAt?: number;
  /** Whether the clock ended it or a person. */
  endedBy?: 'clock' | 'operator';
}

/** Today is the Beijing day. Amounts are fen. */
export interface ShopSummary {
  today: { orders: number; paid: number; paidAmount: number; refundedAmount: number };
  waiting: { refundsAsked: number; refundsAbnormal: number; anomalies: number; findings: number; alerts: number };
}

export interface Answers {
  catalogue: { goods: Goods[] };
  prepay: Prepaid;
  repay: Prepaid;
  confirm: { order: OrderView };
  get: { order: OrderView };
  list: { orders: OrderView[] };
  cancel: { order: OrderView };
  requestRefund: { refund: RefundView };
  refund: { refund: RefundView };
  decideRefund: { refund: RefundView };
  order: { order: ShopOrderView; refunds: RefundView[] };
  orders: { orders: ShopOrderView[] };
  refunds: { refunds: RefundView[] };
  anomalies: { anomalies: AnomalyView[] };
  findings: { findings: FindingView[] };
  closeFinding: { finding: FindingView };
  /** CSV, every cell quoted, and none of them a formula to a spreadsheet. */
  report: { csv: string };
  summary: ShopSummary;
}

/** An order as WeChat keeps it. Moments are virtual milliseconds since 1970, money is fen. */
export interface Order {
  id: number;
  /** Who signed: the merchant, or the service provider. */
  mchid: string;
  appid: string;
  subMchid: string | null;
  subAppid: string | null;
  /** Unique per seller; with a service provider the seller is the sub-merchant. */
  seller: string;
  outTradeNo: string;
  api: 'v2' | 'v3';
  tradeType: string;
  /** How API v2 signs messages about this order; API v3 has RSA only. */
  signType: 'MD5' | 'HMAC-SHA256' | 'RSA';
  /** The payer under `appid`, or under `subAppid`. */
  openid: string | null;
  subOpenid: string | null;
  description: string;
  total: number;
  attach: string | null;
  notifyUrl: string;
  /** Every parameter that must not change when the number is submitted again, as JSON. */
  parameters: string;
  createdAt: number;
  expiresAt: number;
  /** What JSAPI and APP pay with; null where the buyer pays in another way. */
  prepayId: string | null;
  /** What a NATIVE order's QR code says. */
  codeUrl: string | null;
  /** Where an H5 order is paid. */
  webUrl: string | null;
  /** When the credential above was issued; each kind has a life of its own. */
  prepaidAt: number;
  /** As stored; `stateOf` adds what only the clock knows. */
  state: TradeState;
  closedAt: number | null;
  paidAt: number | null;
  transactionId: string | null;
  /** 1 if no notification about the payment is ever to arrive. */
  silent: number;
}

/**
 * REFUND: paid, and asked back in part or in full, whatever became of that. USERPAYING, REVOKED and PAYERROR are states of
 * code pay (付款码): the buyer is typing the password, the shop has reversed the order, the payment has failed.
 */
export type TradeState = 'NOTPAY' | 'USERPAYING' | 'SUCCESS' | 'CLOSED' | 'REFUND' | 'REVOKED' | 'PAYERROR';

/** The state at a moment: an order nobody paid in time is closed without anybody writing it down. */
export function stateOf(order: Pick<Order, 'state' | 'expiresAt'>, now: number): TradeState {
  return order.state === 'NOTPAY' && now >= order.expiresAt ? 'CLOSED' : order.state;
}

export function isPaid(state: TradeState): boolean {
  return state === 'SUCCESS' || state === 'REFUND';
}

/** `trade_state_desc`, as real answers have it. */
export const stateText: Record<TradeState, string> = {
  NOTPAY: '订单未支付',
  USERPAYING: '需要用户输入支付密码',
  SUCCESS: '支付成功',
  CLOSED: '订单已关闭',
  REFUND: '订单发生过退款，退款详情请查询退款单',
  REVOKED: '订单已撤销',
  PAYERROR: '支付失败,请撤销订单',
};

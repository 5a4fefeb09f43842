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
  prepayId: string;
  prepaidAt: number;
  /** As stored; `stateOf` adds what only the clock knows. */
  state: TradeState;
  closedAt: number | null;
  paidAt: number | null;
  transactionId: string | null;
  /** 1 if no notification about the payment is ever to arrive. */
  silent: number;
}

/** REFUND: paid, and asked back in part or in full, whatever became of that. */
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND';

/** A prepay_id can be used for two hours (https://pay.weixin.qq.com/doc/v3/merchant/4012791897). */
export const prepayIdLifetime = 2 * 3600_000;

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
  SUCCESS: '支付成功',
  CLOSED: '订单已关闭',
  REFUND: '订单发生过退款，退款详情请查询退款单',
};

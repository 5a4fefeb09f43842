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
  /** The combined order (合单) it is part of and is paid with. */
  combinedId: number | null;
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
  /** Null where nobody is to be told: of code pay, the answer tells. */
  notifyUrl: string | null;
  /** Every parameter that must not change when the number is submitted again, as JSON. */
  parameters: string;
  createdAt: number;
  expiresAt: number;
  /** WeChat's number of what is to be paid, with which JSAPI and APP pay; null of code pay. */
  prepayId: string | null;
  /** What a NATIVE order's QR code says. */
  codeUrl: string | null;
  /** Where an H5 order is paid. */
  webUrl: string | null;
  /** When the credential above was issued, or the buyer's code charged; each kind has a life of its own. */
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

/** How long a buyer whose code was charged may take to type the password. */
const passwordPatience = 60_000;

/**
 * The state at a moment. What only time brings about nobody writes down: an order that was not paid in time is closed,
 * one whose buyer never typed the password has failed.
 */
export function stateOf(
  { state, expiresAt, prepaidAt }: Pick<Order, 'state' | 'expiresAt' | 'prepaidAt'>,
  now: number,
) {
  if (state === 'NOTPAY' && now >= expiresAt) return 'CLOSED';
  return state === 'USERPAYING' && now >= prepaidAt + passwordPatience ? 'PAYERROR' : state;
}

/** Whether the buyer shows the shop a code, or his face, instead of paying on his own phone. */
export function isCodePay({ tradeType }: Pick<Order, 'tradeType'>): boolean {
  return tradeType === 'MICROPAY' || tradeType === 'FACEPAY';
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

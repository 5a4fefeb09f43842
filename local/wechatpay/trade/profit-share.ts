import type { Order } from './order';

/** One request to give parts of a payment to others (分账), as WeChat keeps it. Moments are virtual milliseconds. */
export interface ProfitShare {
  id: number;
  /** The payment. */
  orderId: number;
  seller: string;
  /** Unique per seller. */
  outOrderNo: string;
  /** WeChat's own number, which it calls `order_id`. */
  shareNo: string;
  /** Every parameter that must not change when the number is submitted again, as JSON. */
  parameters: string;
  /** 1 where what is left goes to the seller, and nothing more can be shared. */
  unfreezes: number;
  createdAt: number;
  endsAt: number;
}

/** Where in the world a part of a payment went: a merchant, or a user under the appid or the sub-merchant's. */
export type ReceiverType = 'MERCHANT_ID' | 'PERSONAL_OPENID' | 'PERSONAL_SUB_OPENID';

/** What one receiver gets by a share. */
export interface ProfitShareDetail {
  id: number;
  shareId: number;
  orderId: number;
  type: ReceiverType;
  account: string;
  /** Fen. */
  amount: number;
  description: string;
  /** WeChat's own number. */
  detailNo: string;
  /** When it ends, and how: known to nobody before. */
  endsAt: number;
  outcome: 'SUCCESS' | 'CLOSED';
  failReason: 'ACCOUNT_ABNORMAL' | null;
}

/** What a merchant gave back of what he got by a share. */
export interface ProfitShareReturn {
  id: number;
  shareId: number;
  orderId: number;
  seller: string;
  /** Unique per seller. */
  outReturnNo: string;
  returnNo: string;
  /** Who gives back. */
  mchid: string;
  /** Fen. */
  amount: number;
  description: string;
  createdAt: number;
}

/** https://pay.weixin.qq.com/doc/v3/merchant/4012524936 and, of what is returned, https://pay.weixin.qq.com/doc/v3/merchant/4012525287 */
export const profitShareLimits = {
  /** Milliseconds from the payment. */
  earliest: 60_000,
  /** What nobody shared by then is the seller's. */
  frozen: 30 * 86_400_000,
  perOrder: 50,
  receivers: 50,
  /** Milliseconds from asking to the end. */
  duration: 30_000,
  returnsPerShare: 50,
  returnable: 180 * 86_400_000,
} as const;

/** Whether an order was made to be shared: its parameters are kept as they came, in the words of its API. */
export function isForSharing({ parameters }: Pick<Order, 'parameters'>): boolean {
  const { profit_sharing: v2, settle_info: v3 } = JSON.parse(parameters);
  return v2 === 'Y' || v3?.profit_sharing === true;
}

export type DetailState = 'PENDING' | ProfitShareDetail['outcome'];

export function detailStateOf(
  { endsAt, outcome }: Pick<ProfitShareDetail, 'endsAt' | 'outcome'>,
  now: number,
): DetailState {
  return now < endsAt ? 'PENDING' : outcome;
}

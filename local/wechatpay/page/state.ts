/** What the page shows of the controls' answers. Moments are virtual time, ISO 8601; money is fen. */

export interface State {
  now: string;
  orderCount: number;
  orders: OrderView[];
  combinedOrders: CombinedView[];
  transfers: TransferView[];
  redPackets: RedPacketView[];
  userPayments: UserPaymentView[];
  profitShares: ProfitShareView[];
  notifications: NotificationView[];
  faults: Faults;
}

export interface OrderView {
  mchid: string;
  /** In whose number space the number lies. */
  seller: string;
  outTradeNo: string;
  combineOutTradeNo?: string;
  api: 'v2' | 'v3';
  tradeType: string;
  description: string;
  total: number;
  state: string;
  openid?: string;
  subOpenid?: string;
  transactionId?: string;
  prepayId?: string;
  codeUrl?: string;
  webUrl?: string;
  notifyUrl?: string;
  createdAt: string;
  expiresAt: string;
  paidAt?: string;
  refunds?: { outRefundNo: string; amount: number; state: string }[];
}

export interface CombinedView {
  mchid: string;
  outTradeNo: string;
  outTradeNos: string[];
  tradeType: string;
  total: number;
  state: string;
  prepayId?: string;
  codeUrl?: string;
  webUrl?: string;
  notifyUrl?: string;
  createdAt: string;
  expiresAt: string;
}

export interface TransferView {
  mchid: string;
  outBillNo: string;
  openid: string;
  amount: number;
  remark: string;
  state: string;
  failReason?: string;
  createdAt: string;
}

export interface RedPacketView {
  seller: string;
  mchBillno: string;
  kind: 'NORMAL' | 'GROUP';
  openid: string;
  total: number;
  wishing: string;
  claims: { openid: string; amount: number }[];
  state: string;
  sentAt: string;
}

export interface UserPaymentView {
  mchid: string;
  partnerTradeNo: string;
  openid: string;
  amount: number;
  description: string;
  paidAt: string;
}

export interface ProfitShareView {
  seller: string;
  outOrderNo: string;
  outTradeNo?: string;
  receivers: { account: string; amount: number; result: string }[];
  returns: { outReturnNo: string; amount: number }[];
  state: string;
  createdAt: string;
}

export interface NotificationView {
  id: number;
  kind: string;
  outTradeNo: string;
  outRefundNo?: string;
  url: string;
  createdAt: string;
  status: 'pending' | 'held' | 'acknowledged' | 'exhausted';
  nextAt?: string;
  attempts: AttemptView[];
}

export interface AttemptView {
  number: number;
  virtualAt: string;
  outcome: string;
  status: number | null;
  answer: string;
}

export interface BillView {
  date: string;
  mchid: string;
  payments: number;
  refunds: number;
  reversals: number;
  readyAt: string;
  ready: boolean;
}

/** By their names; what each holds is for the row that shows it. */
export type Faults = Record<string, unknown>;

export interface OperationView {
  method: string;
  path: string;
  title: string;
  errors: string[];
}

/** Money on its way back, as WeChat keeps it. Moments are virtual milliseconds since 1970, money is fen. */
export interface Refund {
  id: number;
  orderId: number;
  /** In whose number space `outRefundNo` lies. */
  seller: string;
  outRefundNo: string;
  /** WeChat's own number. */
  refundId: string;
  /** Asked for through this version of the API, whose notification tells the end. */
  api: 'v2' | 'v3';
  amount: number;
  reason: string | null;
  /** Null where nobody is to be told. */
  notifyUrl: string | null;
  /** Asked for by program, or by hand at the merchant platform. */
  origin: 'API' | 'VENDOR_PLATFORM';
  createdAt: number;
  /** When it ends, and how: decided at the beginning, known to nobody before. */
  finalAt: number;
  outcome: FinalRefundState;
}

export type FinalRefundState = 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
export type RefundState = 'PROCESSING' | FinalRefundState;

export function refundStateOf({ finalAt, outcome }: Pick<Refund, 'finalAt' | 'outcome'>, now: number): RefundState {
  return now < finalAt ? 'PROCESSING' : outcome;
}

/** When the money arrived; undefined while it has not. */
export function succeededAt(refund: Refund, now: number): number | undefined {
  return refundStateOf(refund, now) === 'SUCCESS' ? refund.finalAt : undefined;
}

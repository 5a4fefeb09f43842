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
  /** The bank account that got the money because the payer's own could not be reached; null otherwise. */
  receiver: string | null;
}

export type FinalRefundState = 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
export type RefundState = 'PROCESSING' | FinalRefundState;

export function refundStateOf({ finalAt, outcome }: Pick<Refund, 'finalAt' | 'outcome'>, now: number): RefundState {
  return now < finalAt ? 'PROCESSING' : outcome;
}

/** A refund as it had ended at the moment of which a notification tells: one that could not be returned may have been sent on. */
export function asEnded(refund: Refund, moment: number): Refund {
  return moment < refund.finalAt ? { ...refund, finalAt: moment, outcome: 'ABNORMAL', receiver: null } : refund;
}

/** When the money arrived; undefined while it has not. */
export function succeededAt(refund: Refund, now: number): number | undefined {
  return refundStateOf(refund, now) === 'SUCCESS' ? refund.finalAt : undefined;
}

import { callFunction } from '../call-function';
import { errorText } from '../error-text';
import { ServiceError } from '../service-error';
import { singleFlight } from '../single-flight';
import { endRefundRequest, startRefundRequest } from './stored-request';

export interface WantedRefund {
  outTradeNo: string;
  /** Fen. */
  amount: number;
  reason: string;
  /** How many refunds the order was seen to have. */
  before: number;
}

/** `earlier`: an attempt whose answer was lost had arrived after all, with another amount, and is the one that counts. */
export type RefundAsked = { kind: 'asked' } | { kind: 'earlier' } | { kind: 'refused'; reason: string };

/** Asks the shop for a refund. However often it is called, it is one refund until the server is known to have it. */
export function askRefund({ outTradeNo, amount, reason, before }: WantedRefund): Promise<RefundAsked> {
  return singleFlight(`refund ${outTradeNo}`, async () => {
    const requestId = startRefundRequest(outTradeNo, before);
    try {
      await callFunction('trade', { action: 'requestRefund', requestId, outTradeNo, amount, reason });
      endRefundRequest(outTradeNo);
      return { kind: 'asked' };
    } catch (error) {
      const earlier = error instanceof ServiceError && error.code === 'ERR_REQUEST_ID_REUSED';
      if (!earlier) return { kind: 'refused', reason: errorText(error) };
      endRefundRequest(outTradeNo);
      return { kind: 'earlier' };
    }
  });
}

import type { RefundView } from '../../../typings/api';
import { ServiceError } from '../service-error';
import { singleFlight } from '../single-flight';
import { type Desk, endRefundRequest, startRefundRequest, type WantedRefund } from './stored-request';

/** `earlier`: an attempt whose answer was lost had arrived after all, with another amount, and is the one that counts. */
export type AskedOnce = { kind: 'asked'; refund: RefundView } | { kind: 'earlier' };

/**
 * Sends for a refund. However often it is called, it is one refund until the server is known to have it. `refunds` are
 * those that the order was seen to have. Throws ServiceError; then there may be a refund, and asking again finds it.
 */
export function askOnce(
  desk: Desk,
  wanted: WantedRefund,
  refunds: RefundView[],
  send: (request: WantedRefund & { requestId: string }) => Promise<{ refund: RefundView }>,
): Promise<AskedOnce> {
  const { outTradeNo, amount, reason } = wanted;
  return singleFlight(`refund ${desk} ${outTradeNo}`, async () => {
    const requestId = startRefundRequest(desk, wanted, refunds);
    try {
      const { refund } = await send({ requestId, outTradeNo, amount, reason });
      endRefundRequest(desk, outTradeNo);
      return { kind: 'asked', refund };
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'ERR_REQUEST_ID_REUSED') throw error;
      endRefundRequest(desk, outTradeNo);
      return { kind: 'earlier' };
    }
  });
}

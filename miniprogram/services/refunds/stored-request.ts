import { newRequestId } from '../new-request-id';

const KEY = 'refund-request';

/** One attempt to ask for a refund. Its id stays the same until the server is known to have it: a repetition is the same refund. */
interface RefundRequest {
  requestId: string;
  outTradeNo: string;
  /** How many refunds the order had before. */
  before: number;
}

/**
 * The id to ask with: the stored one where this order has one, else a new one, stored before anything is sent. Also where
 * the amount was changed in between, for the first attempt may have arrived: then the server refuses the second, which is
 * better than two refunds.
 */
export function startRefundRequest(outTradeNo: string, before: number): string {
  const stored = read();
  if (stored?.outTradeNo === outTradeNo) return stored.requestId;
  const request: RefundRequest = { requestId: newRequestId(), outTradeNo, before };
  wx.setStorageSync(KEY, request);
  return request.requestId;
}

/** The server has it: what is asked for next is another refund. */
export function endRefundRequest(outTradeNo: string): void {
  if (read()?.outTradeNo === outTradeNo) wx.removeStorageSync(KEY);
}

/**
 * Ends a request whose answer was lost, once the order is seen with more refunds than when it was stored: either it arrived, or
 * nothing hangs on it any more.
 */
export function settleRefundRequest(outTradeNo: string, refunds: number): void {
  const stored = read();
  if (stored && refunds > stored.before) endRefundRequest(outTradeNo);
}

function read(): RefundRequest | undefined {
  const stored = wx.getStorageSync(KEY) as Partial<RefundRequest> | '';
  if (!stored || typeof stored.requestId !== 'string' || typeof stored.outTradeNo !== 'string') return undefined;
  return Number.isInteger(stored.before) ? (stored as RefundRequest) : undefined;
}

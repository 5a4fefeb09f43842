import type { RefundView } from '../../../typings/api';
import { newRequestId } from '../new-request-id';

const KEY = 'refund-requests';
/** So many requests without an answer are kept; the oldest goes first. */
const MOST = 20;

/** Who wants a refund. A shopkeeper may be his own customer, and what he asks for as one is not what he gives as the other. */
export type Desk = 'buyer' | 'shop';

export interface WantedRefund {
  outTradeNo: string;
  /** Fen. */
  amount: number;
  reason: string;
}

/** A refund that was sent for. Its id stays the same until the server is known to have it: a repetition is the same refund. */
interface RefundRequest extends WantedRefund {
  desk: Desk;
  requestId: string;
  /** How many refunds like it the order had before. */
  before: number;
}

/**
 * The id to ask with: the stored one where this order has one, else a new one, stored before anything is sent. Also where
 * the amount was changed in between, for the first attempt may have arrived: then the server refuses the second, which is
 * better than two refunds. `refunds` are those that the order was seen to have.
 */
export function startRefundRequest(desk: Desk, wanted: WantedRefund, refunds: RefundView[]): string {
  const requestId = find(desk, wanted.outTradeNo)?.requestId ?? newRequestId();
  const request: RefundRequest = { ...wanted, desk, requestId, before: countLike(wanted, refunds) };
  wx.setStorageSync(KEY, [...others(desk, wanted.outTradeNo), request].slice(-MOST));
  return requestId;
}

/** The server has it: what is asked for next is another refund. */
export function endRefundRequest(desk: Desk, outTradeNo: string): void {
  const rest = others(desk, outTradeNo);
  if (rest.length > 0) wx.setStorageSync(KEY, rest);
  else wx.removeStorageSync(KEY);
}

/** Ends a request whose answer was lost, once a refund like it is seen that was not there before. */
export function settleRefundRequest(desk: Desk, outTradeNo: string, refunds: RefundView[]): void {
  const stored = find(desk, outTradeNo);
  if (stored && countLike(stored, refunds) > stored.before) endRefundRequest(desk, outTradeNo);
}

/** How many of the refunds say the same as the one that is wanted. Another person's, of the same order, seldom does. */
function countLike({ amount, reason }: WantedRefund, refunds: RefundView[]): number {
  return refunds.filter((refund) => refund.amount === amount && refund.reason === reason).length;
}

function find(desk: Desk, outTradeNo: string): RefundRequest | undefined {
  return read().find((request) => isOf(request, desk, outTradeNo));
}

function others(desk: Desk, outTradeNo: string): RefundRequest[] {
  return read().filter((request) => !isOf(request, desk, outTradeNo));
}

function isOf(request: RefundRequest, desk: Desk, outTradeNo: string): boolean {
  return request.desk === desk && request.outTradeNo === outTradeNo;
}

function read(): RefundRequest[] {
  const stored: unknown = wx.getStorageSync(KEY);
  return Array.isArray(stored) ? stored.filter(isRequest) : [];
}

function isRequest(stored: Partial<RefundRequest> | null): stored is RefundRequest {
  const { desk, requestId, outTradeNo, amount, reason, before } = stored ?? {};
  const texts = [desk, requestId, outTradeNo, reason].every((text) => typeof text === 'string');
  return texts && Number.isInteger(amount) && Number.isInteger(before);
}

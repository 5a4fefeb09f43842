import type { Refund, RefundState } from '../trade/refund';

/** `refund_status`, in the words of API v2. */
export const refundStatus: Record<RefundState, string> = {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCESS',
  CLOSED: 'REFUNDCLOSE',
  ABNORMAL: 'CHANGE',
};

/** Where the money comes from: the local WeChat Pay knows one account of the merchant's. */
export const refundAccount = 'REFUND_SOURCE_UNSETTLED_FUNDS';
export function receivingAccountOf({ receiver }: Refund): string {
  return receiver ?? '支付用户的零钱';
}

export function channelOf({ receiver }: Refund): string {
  return receiver === null ? 'ORIGINAL' : 'OTHER_BANKCARD';
}

import type { RefundState } from '../trade/refund';

/** `refund_status`, in the words of API v2. */
export const refundStatus: Record<RefundState, string> = {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCESS',
  CLOSED: 'REFUNDCLOSE',
  ABNORMAL: 'CHANGE',
};

/** Where the money comes from and goes to: the local WeChat Pay knows one account of each. */
export const refundAccount = 'REFUND_SOURCE_UNSETTLED_FUNDS';
export const receivingAccount = '支付用户的零钱';

/** Service providers use the same paths, and name the sub-merchant. */
export const REFUNDS_PATH = '/v3/refund/domestic/refunds';

export function refundPath(outRefundNo: string): string {
  return `${REFUNDS_PATH}/${encodeURIComponent(outRefundNo)}`;
}

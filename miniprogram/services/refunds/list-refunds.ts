import type { RefundView } from '../../../typings/api';
import { callFunction } from '../call-function';
import { describeRefund, type RefundText } from './describe-refund';

export type RefundLine = RefundView & RefundText;

/** The refunds of one order of the buyer's, newest first, each with what he is told about it. Throws ServiceError. */
export async function listRefunds(outTradeNo: string): Promise<RefundLine[]> {
  const { refunds } = await callFunction('trade', { action: 'refunds', outTradeNo });
  return refunds.map((refund) => ({ ...refund, ...describeRefund(refund) }));
}

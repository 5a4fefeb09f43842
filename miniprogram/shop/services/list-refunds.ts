import type { RefundStatus, RefundView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { type List, nextPage } from '../../services/next-page';
import type { RefundText } from '../../services/refunds/describe-refund';
import { describeTask } from './describe-task';

export type RefundTask = RefundView & RefundText;

/** The shop's refunds after those already `shown`, added to them; all of them without a status. Throws ServiceError. */
export function listRefunds(shown: RefundTask[], status: RefundStatus | ''): Promise<List<RefundTask>> {
  return nextPage(
    shown,
    (refund) => refund.outRefundNo,
    async (page) => {
      const { refunds } = await callFunction('backoffice', { action: 'refunds', ...page, ...(status && { status }) });
      return refunds.map(toTask);
    },
  );
}

export function toTask(refund: RefundView): RefundTask {
  return { ...refund, ...describeTask(refund) };
}

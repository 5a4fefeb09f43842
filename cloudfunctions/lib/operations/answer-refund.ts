import type { RefundView, Reply } from '../../../typings/api';
import { formatYuan } from '../payment/format-yuan';
import { viewRefund } from '../payment/view-refund';
import type { CreatedRefund } from './create-refund';
import { done, refused } from './reply';

/** What the asker is told; a refusal says what is possible instead. */
export function answerRefund(created: CreatedRefund): Reply<{ refund: RefundView }> {
  switch (created.kind) {
    case 'refund':
      return done({ refund: viewRefund(created.refund) });
    case 'no-order':
      return refused('ERR_ORDER_NOT_FOUND');
    case 'request-id-reused':
      return refused('ERR_REQUEST_ID_REUSED');
    case 'not-paid':
      return refused('ERR_REFUND_NOT_PAID');
    case 'too-late':
      return refused('ERR_REFUND_TOO_LATE');
    case 'too-many':
      return refused('ERR_REFUND_LIMIT');
    case 'nothing-left':
      return refused('ERR_REFUND_AMOUNT', '已全部退款或正在退款');
    case 'too-soon':
      return refused('ERR_REFUND_TOO_SOON', `请 ${created.waitSeconds} 秒后再试`);
    case 'no-amount':
    case 'too-much':
      return refused('ERR_REFUND_AMOUNT', `最多可退 ${formatYuan(created.left)}`);
  }
}

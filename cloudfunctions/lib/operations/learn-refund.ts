import type { ProofSource } from '../payment/documents';
import type { RefundFact } from '../payment/refund-fact';
import { askRefund } from './ask-refund';
import { askWeChat } from './ask-wechat';
import type { Ports } from './ports';
import { type RecordedRefund, recordRefund } from './record-refund';

/**
 * Records a refund that WeChat told us of without being asked about it. ABNORMAL calls for a person, so WeChat is asked
 * whether it still is; and a refund that is not ours may overtake the news of the payment, so that is asked for first.
 */
export async function learnRefund(
  ports: Ports,
  fact: RefundFact,
  source: ProofSource,
): Promise<RecordedRefund | 'absent'> {
  if (fact.state === 'ABNORMAL') return askRefund(ports, fact.api, fact.outRefundNo);
  if (!(await ports.database.get('refunds', fact.outRefundNo))) {
    const order = await ports.database.get('orders', fact.outTradeNo);
    if (order && order.status !== 'PAID') await askWeChat(ports, order);
  }
  return recordRefund(ports, fact, source);
}

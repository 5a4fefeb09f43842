import type { ProofSource } from '../payment/documents';
import type { RefundFact } from '../payment/refund-fact';
import { askPaymentFirst } from './ask-payment-first';
import { askRefund } from './ask-refund';
import type { Ports } from './ports';
import { type RecordedRefund, recordRefund } from './record-refund';

/**
 * Records a refund that WeChat told us of without being asked about it. ABNORMAL calls for a person, so WeChat is asked
 * whether it still is.
 */
export async function learnRefund(
  ports: Ports,
  fact: RefundFact,
  source: ProofSource,
): Promise<RecordedRefund | 'absent'> {
  if (fact.state === 'ABNORMAL') return askRefund(ports, fact.api, fact.outRefundNo);
  await askPaymentFirst(ports, fact);
  return recordRefund(ports, fact, source);
}

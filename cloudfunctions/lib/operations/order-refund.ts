import type { RefundView, Reply } from '../../../typings/api';
import { needsSecondOperator } from '../payment/needs-second-operator';
import { answerRefund } from './answer-refund';
import { createRefund, type RefundRequest } from './create-refund';
import type { Ports } from './ports';

/** An operator gives money back. What is more than one may give alone waits, ASKED, for another to approve. */
export async function orderRefund(
  ports: Ports,
  operator: string,
  request: RefundRequest,
): Promise<Reply<{ refund: RefundView }>> {
  const asker = {
    openid: operator,
    mayRefund: () => true,
    needsApproval: (order: Parameters<typeof needsSecondOperator>[0], amount: number) =>
      needsSecondOperator(order, amount, ports.settings.secondOperatorAbove),
  };
  return answerRefund(await createRefund(ports, asker, request));
}

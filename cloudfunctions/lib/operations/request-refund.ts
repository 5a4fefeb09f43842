import type { RefundView, Reply } from '../../../typings/api';
import { answerRefund } from './answer-refund';
import type { Buyer } from './buyer';
import { createRefund, type RefundRequest } from './create-refund';
import type { Ports } from './ports';

/** The buyer asks for his money. It is reserved at once, so that nothing else takes it, and the shop decides. */
export async function requestRefund(
  ports: Ports,
  { openid }: Buyer,
  request: RefundRequest,
): Promise<Reply<{ refund: RefundView }>> {
  const buyer = {
    openid,
    mayRefund: (order: { openid: string }) => order.openid === openid,
    needsApproval: () => true,
  };
  return answerRefund(await createRefund(ports, buyer, request));
}

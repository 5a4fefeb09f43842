import type { RefundView, Reply } from '../../../typings/api';
import { viewRefund } from '../payment/view-refund';
import type { Buyer } from './buyer';
import { findOwnOrder } from './find-own-order';
import type { Ports } from './ports';
import { refundsOf } from './refunds-of';
import { done, refused } from './reply';

/** The refunds of one order of the buyer's own, the newest first. */
export async function refunds(
  ports: Ports,
  { openid }: Buyer,
  outTradeNo: string,
): Promise<Reply<{ refunds: RefundView[] }>> {
  const order = await findOwnOrder(ports, openid, outTradeNo);
  if (!order) return refused('ERR_ORDER_NOT_FOUND');
  const found = await refundsOf(ports.database, outTradeNo);
  return done({ refunds: found.map(viewRefund) });
}

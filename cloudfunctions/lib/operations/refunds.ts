import type { RefundView, Reply } from '../../../typings/api';
import { viewRefund } from '../payment/view-refund';
import type { Buyer } from './buyer';
import { findOwnOrder } from './find-own-order';
import type { Ports } from './ports';
import { done, refused } from './reply';

/** An order has 50 refunds at most, and those that WeChat's console adds. */
const MOST = 100;

/** The refunds of one order of the buyer's own, the newest first. */
export async function refunds(
  ports: Ports,
  { openid }: Buyer,
  outTradeNo: string,
): Promise<Reply<{ refunds: RefundView[] }>> {
  const order = await findOwnOrder(ports, openid, outTradeNo);
  if (!order) return refused('ERR_ORDER_NOT_FOUND');
  const found = await ports.database.find('refunds', {
    where: { outTradeNo },
    orderBy: { field: 'createdAt', direction: 'desc' },
    limit: MOST,
  });
  return done({ refunds: found.map(viewRefund) });
}

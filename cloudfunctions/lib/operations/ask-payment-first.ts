import type { RefundFact } from '../payment/refund-fact';
import { askWeChat } from './ask-wechat';
import type { Ports } from './ports';

/**
 * A refund that was made in the merchant console may overtake the news of its payment, so that is asked for first: goods
 * whose money is going back should not set out meanwhile.
 */
export async function askPaymentFirst(
  ports: Ports,
  { outTradeNo, outRefundNo }: Pick<RefundFact, 'outTradeNo' | 'outRefundNo'>,
): Promise<void> {
  if (await ports.database.get('refunds', outRefundNo)) return;
  const order = await ports.database.get('orders', outTradeNo);
  if (order && order.status !== 'PAID') await askWeChat(ports, order);
}

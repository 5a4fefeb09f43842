import type { OrderView } from '../../../typings/api';
import { formatMoment } from '../format-moment';
import { formatPrice } from '../format-price';

/** What a buyer needs when he asks the shop or WeChat about an order. */
export function listFacts(order: OrderView): { title: string; note: string }[] {
  const facts = [
    { title: '订单编号', note: order.outTradeNo },
    { title: '下单时间', note: formatMoment(order.createdAt) },
  ];
  if (order.paidAt !== undefined) facts.push({ title: '支付时间', note: formatMoment(order.paidAt) });
  if (order.transactionId !== undefined) facts.push({ title: '微信支付单号', note: order.transactionId });
  if (order.refunding > 0) facts.push({ title: '退款中', note: `¥${formatPrice(order.refunding)}` });
  if (order.refunded > 0) facts.push({ title: '已退款', note: `¥${formatPrice(order.refunded)}` });
  return facts;
}

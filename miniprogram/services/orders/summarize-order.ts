import type { OrderView } from '../../../typings/api';
import { isClaimedPaid } from '../checkout/claims';
import { formatMoment } from '../format-moment';
import { describeOrder, type OrderText } from './describe-order';

const THEMES: Record<OrderText['picture'], string> = {
  paid: 'success',
  pending: 'warning',
  waiting: 'danger',
  over: 'default',
  refunded: 'default',
};

/** What a line in the list of orders says. */
export function summarizeOrder(order: OrderView, nowMs: number) {
  const { title, picture } = describeOrder(order, isClaimedPaid(order.outTradeNo, nowMs), nowMs);
  return {
    state: title,
    theme: THEMES[picture],
    when: formatMoment(order.createdAt),
    names: order.items.map((line) => `${line.title} × ${line.quantity}`).join('，'),
    pictures: order.items.slice(0, 3).map((line) => line.picture),
    count: order.items.reduce((sum, line) => sum + line.quantity, 0),
  };
}

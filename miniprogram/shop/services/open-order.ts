import type { ShopOrderView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { listFacts } from '../../services/orders/list-facts';
import { summarizeOrder } from '../../services/orders/summarize-order';
import { leftToRefund } from '../../services/refunds/left-to-refund';
import { settleRefundRequest } from '../../services/refunds/stored-request';
import { type RefundTask, toTask } from './list-refunds';

export interface OpenedOrder {
  order: ShopOrderView;
  state: string;
  /** Colour of the state's tag. */
  theme: string;
  facts: { title: string; note: string }[];
  refunds: RefundTask[];
  /** Whether one of them waits for an operator's word. */
  asked: boolean;
  /** Fen that can still go back. */
  left: number;
}

/** What an operator has to know before he gives money back. Throws ServiceError. */
export async function openOrder(outTradeNo: string): Promise<OpenedOrder> {
  const { order, refunds } = await callFunction('backoffice', { action: 'order', outTradeNo });
  settleRefundRequest('shop', outTradeNo, refunds);
  const { state, theme } = summarizeOrder(order, Date.now());
  return {
    order,
    state,
    theme,
    facts: [{ title: '买家', note: `尾号 ${order.buyer}` }, ...listFacts(order)],
    refunds: refunds.map(toTask),
    asked: refunds.some(({ status }) => status === 'ASKED'),
    left: leftToRefund(order),
  };
}

import type { OrderView, RefundView } from '../../../typings/api';
import { callFunction } from '../call-function';
import { leftToRefund } from './left-to-refund';
import { settleRefundRequest } from './stored-request';

export interface RefundForm {
  order: OrderView;
  refunds: RefundView[];
  /** Fen that can still be asked for. */
  left: number;
}

/** What a buyer has to know before he asks for a refund. Throws ServiceError. */
export async function openRefund(outTradeNo: string): Promise<RefundForm> {
  const [{ order }, { refunds }] = await Promise.all([
    callFunction('trade', { action: 'get', outTradeNo }),
    callFunction('trade', { action: 'refunds', outTradeNo }),
  ]);
  settleRefundRequest('buyer', outTradeNo, refunds);
  return { order, refunds, left: leftToRefund(order) };
}

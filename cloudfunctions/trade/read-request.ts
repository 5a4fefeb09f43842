import type { TradeRequest } from '../../typings/api';
import type { Refusal } from '../lib/answer-buyer';
import { isId } from '../lib/is-id';
import { refused } from '../lib/operations/reply';

export type BuyerRequest = Extract<TradeRequest, { action: 'confirm' | 'get' | 'list' | 'cancel' }>;

/** The request in the fields of an event, built anew from what has been checked: nothing else gets any further. */
export function readRequest({ action, outTradeNo, before }: Record<string, unknown>): BuyerRequest | Refusal {
  switch (action) {
    case 'confirm':
    case 'get':
    case 'cancel':
      if (!isId(outTradeNo)) return refused('ERR_BAD_REQUEST', 'outTradeNo 应是订单号');
      return { action, outTradeNo };
    case 'list':
      if (before === undefined) return { action };
      if (typeof before === 'number' && Number.isSafeInteger(before) && before > 0) return { action, before };
      return refused('ERR_BAD_REQUEST', 'before 应是上一页最后一笔订单的 createdAt');
    default:
      return refused('ERR_UNKNOWN_ACTION');
  }
}

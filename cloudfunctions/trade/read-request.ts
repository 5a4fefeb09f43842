import type { TradeRequest } from '../../typings/api';
import type { Refusal } from '../lib/answer-buyer';
import { isId } from '../lib/is-id';
import { refused } from '../lib/operations/reply';
import { readBefore } from '../lib/read-before';
import { readRefundRequest } from '../lib/read-refund-request';

/** The request in the fields of an event, built anew from what has been checked: nothing else gets any further. */
export function readRequest(fields: Record<string, unknown>): TradeRequest | Refusal {
  const { action, outTradeNo, before } = fields;
  switch (action) {
    case 'confirm':
    case 'get':
    case 'cancel':
    case 'refunds':
      if (!isId(outTradeNo)) return refused('ERR_BAD_REQUEST', 'outTradeNo 应是订单号');
      return { action, outTradeNo };
    case 'list': {
      const page = readBefore(before);
      return 'ok' in page ? page : { action, ...page };
    }
    case 'requestRefund': {
      const request = readRefundRequest(fields);
      return 'ok' in request ? request : { action, ...request };
    }
    default:
      return refused('ERR_UNKNOWN_ACTION');
  }
}

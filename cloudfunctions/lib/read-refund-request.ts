import type { Refusal } from './answer-buyer';
import { isId } from './is-id';
import type { RefundRequest } from './operations/create-refund';
import { refused } from './operations/reply';

const MAX_REASON = 80;

/** A refund as somebody asks for it. Whether the amount is one is decided together with how much there is. */
export function readRefundRequest({
  requestId,
  outTradeNo,
  amount,
  reason,
}: Record<string, unknown>): RefundRequest | Refusal {
  if (!isId(requestId)) return refused('ERR_BAD_REQUEST', 'requestId 应是 1 到 64 个字母、数字或 _ . : -');
  if (!isId(outTradeNo)) return refused('ERR_BAD_REQUEST', 'outTradeNo 应是订单号');
  if (amount !== undefined && typeof amount !== 'number') return refused('ERR_BAD_REQUEST', 'amount 应是整数分');
  const text = typeof reason === 'string' ? reason.trim() : '';
  if (text === '' || text.length > MAX_REASON || /\p{Cc}/u.test(text)) {
    return refused('ERR_BAD_REQUEST', `reason 应是 1 到 ${MAX_REASON} 个字`);
  }
  return { requestId, outTradeNo, reason: text, ...(amount === undefined ? {} : { amount }) };
}

import type { Gateway } from '../gateway';
import type { Order } from '../trade/order';
import type { Request } from './operation';

export type FoundOrder =
  | { kind: 'found'; order: Order }
  /** The seller has no order of the number that was given. */
  | { kind: 'missing'; by: 'transaction_id' | 'out_trade_no' }
  | { kind: 'unnamed'; refusal: { ok: false; returnMsg: string } };

/** The order a request names by `transaction_id`, which goes first, or by `out_trade_no`. */
export function findOrder({ world }: Gateway, { fields, seller }: Request): FoundOrder {
  const transactionId = fields.get('transaction_id');
  const outTradeNo = fields.get('out_trade_no');
  if (!transactionId && !outTradeNo) {
    return { kind: 'unnamed', refusal: { ok: false, returnMsg: '缺少参数out_trade_no或transaction_id' } };
  }
  const order = transactionId
    ? world.orders.byTransactionId(transactionId)
    : world.orders.byNumber(seller, outTradeNo as string);
  if (order?.seller === seller) return { kind: 'found', order };
  return { kind: 'missing', by: transactionId ? 'transaction_id' : 'out_trade_no' };
}

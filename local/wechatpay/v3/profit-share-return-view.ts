import type { Gateway } from '../gateway';
import { rfc3339 } from '../trade/beijing-time';
import type { ProfitShare, ProfitShareReturn } from '../trade/profit-share';

/** What was returned, as asking for it and querying it answer: it is done at once. */
export function profitShareReturnView({ world }: Gateway, share: ProfitShare, returned: ProfitShareReturn) {
  const subMchid = world.orders.get(share.orderId)?.subMchid ?? null;
  return {
    ...(subMchid !== null && { sub_mchid: subMchid }),
    order_id: share.shareNo,
    out_order_no: share.outOrderNo,
    out_return_no: returned.outReturnNo,
    return_id: returned.returnNo,
    return_mchid: returned.mchid,
    amount: returned.amount,
    description: returned.description,
    result: 'SUCCESS',
    create_time: rfc3339(returned.createdAt),
    finish_time: rfc3339(returned.createdAt),
  };
}

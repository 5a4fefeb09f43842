import type { Gateway } from '../gateway';
import { rfc3339 } from '../trade/beijing-time';
import type { Order } from '../trade/order';
import { detailStateOf, type ProfitShare } from '../trade/profit-share';

/** A share as asking for it and querying it answer: FINISHED says nothing of what became of each receiver's part. */
export function profitShareView({ clock, world }: Gateway, order: Order, share: ProfitShare) {
  const now = clock.now();
  const receivers = world.profitShareDetails.ofShare(share.id).map((detail) => {
    const result = detailStateOf(detail, now);
    return {
      amount: detail.amount,
      description: detail.description,
      type: detail.type,
      account: detail.account,
      result,
      ...(result === 'CLOSED' && { fail_reason: detail.failReason }),
      detail_id: detail.detailNo,
      create_time: rfc3339(share.createdAt),
      // Of a part that is still on its way, real answers have the beginning of time.
      finish_time: rfc3339(result === 'PENDING' ? 0 : share.endsAt),
    };
  });
  return {
    ...(order.subMchid !== null && { sub_mchid: order.subMchid }),
    transaction_id: order.transactionId,
    out_order_no: share.outOrderNo,
    order_id: share.shareNo,
    state: now < share.endsAt ? 'PROCESSING' : 'FINISHED',
    receivers,
  };
}

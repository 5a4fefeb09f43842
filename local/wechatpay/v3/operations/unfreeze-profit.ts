import { shareProfit } from '../../trade/share-profit';
import { onEveryPage } from '../errors';
import type { Operation } from '../operation';
import { unfreezeFields } from '../profit-share-fields';
import { profitShareView } from '../profit-share-view';
import { profitShareRefusal, sharedOrder } from './share-profit';

/** 解冻剩余资金: what is left of a payment goes to the seller, and nothing more of it can be shared. */
export const unfreezeProfit: Operation = {
  method: 'POST',
  path: '/v3/profitsharing/orders/unfreeze',
  title: '解冻剩余资金',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012526374',
  side: 'either',
  parameters: { body: unfreezeFields },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'NOT_ENOUGH'],
  run(gateway, request) {
    const { transaction_id, out_order_no, description } = request.body as Record<string, string>;
    const order = sharedOrder(gateway, request);
    if (!order) return profitShareRefusal({ kind: 'not-for-sharing' });
    const shared = shareProfit(gateway, {
      order,
      outOrderNo: out_order_no as string,
      parts: [],
      unfreeze: description as string,
      parameters: { transaction_id, description },
    });
    if (shared.kind !== 'accepted') return profitShareRefusal(shared);
    return { ok: true, status: 200, body: profitShareView(gateway, order, shared.share) };
  },
};

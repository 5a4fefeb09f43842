import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { outOrderNoField, subMchidField, transactionIdField } from '../profit-share-fields';
import { profitShareView } from '../profit-share-view';

/** 查询分账结果, of unfreezing too. */
export const queryProfitShare: Operation = {
  method: 'GET',
  path: '/v3/profitsharing/orders/{out_order_no}',
  title: '查询分账结果',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012525210',
  side: 'either',
  parameters: {
    path: { out_order_no: outOrderNoField },
    query: { sub_mchid: subMchidField, transaction_id: transactionIdField },
  },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'RESOURCE_NOT_EXISTS'],
  run(gateway, { seller, path, query }) {
    const { world } = gateway;
    const share = world.profitShares.byNumber(seller, path.out_order_no as string);
    const order = share && world.orders.get(share.orderId);
    if (!order || order.transactionId !== query.transaction_id) {
      return refusal('RESOURCE_NOT_EXISTS', { message: '记录不存在' });
    }
    return { ok: true, status: 200, body: profitShareView(gateway, order, share) };
  },
};

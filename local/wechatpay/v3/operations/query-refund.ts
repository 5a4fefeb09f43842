import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { refundView } from '../refund-view';
import { outRefundNoField } from './refund';

/** 查询单笔退款（通过商户退款单号） */
export const queryRefund: Operation = {
  method: 'GET',
  path: '/v3/refund/domestic/refunds/{out_refund_no}',
  title: '查询单笔退款',
  source: 'https://pay.weixin.qq.com/docs/merchant/apis/refund/refunds/query-by-out-refund-no.html',
  side: 'either',
  parameters: {
    path: { out_refund_no: outRefundNoField },
    query: { sub_mchid: { label: '子商户号', type: 'string', max: 32 } },
  },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'RESOURCE_NOT_EXISTS', 'MCH_NOT_EXISTS'],
  statuses: { MCH_NOT_EXISTS: 404 },
  run({ clock, faults, world }, { path, seller }) {
    const refund = world.refunds.byNumber(seller, path.out_refund_no as string);
    const order = refund && world.orders.get(refund.orderId);
    if (!order) return refusal('RESOURCE_NOT_EXISTS', { message: '退款单不存在' });
    return { ok: true, status: 200, body: refundView(order, refund, clock.now(), faults) };
  },
};

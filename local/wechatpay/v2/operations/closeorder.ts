import { outTradeNoPattern } from '../../protocol/patterns';
import { isCodePay, isPaid, stateOf } from '../../trade/order';
import { refusal } from '../errors';
import type { Operation } from '../operation';

/** WeChat asks for so much time between ordering and closing. */
const minimalAge = 5 * 60_000;

/** 关闭订单: an unpaid order can no longer be paid. */
export const closeorder: Operation = {
  path: '/pay/closeorder',
  title: '关闭订单',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011935216',
  errors: [
    'ORDERPAID',
    'ORDERCLOSED',
    'ORDERNOTEXIST',
    'ORDER_NOT_READY',
    'INVALID_REQUEST',
    'SYSTEMERROR',
    'SIGNERROR',
    'REQUIRE_POST_METHOD',
    'XML_FORMAT_ERROR',
    'FREQUENCY_LIMITED',
  ],
  fields: {
    out_trade_no: { label: '商户订单号', type: 'string', required: true, max: 32, pattern: outTradeNoPattern },
  },
  run({ world, clock }, { fields, seller }) {
    const now = clock.now();
    const order = world.orders.byNumber(seller, fields.get('out_trade_no') as string);
    if (!order) return refusal('ORDERNOTEXIST');
    if (order.combinedId !== null) return refusal('INVALID_REQUEST', '合单支付的订单请使用关闭合单订单接口');
    if (isCodePay(order)) return refusal('INVALID_REQUEST', '付款码支付的订单不能关闭，请使用撤销订单');
    const state = stateOf(order, now);
    if (isPaid(state)) return refusal('ORDERPAID', 'order paid');
    if (state === 'CLOSED') return refusal('ORDERCLOSED', 'order closed');
    if (now < order.createdAt + minimalAge) return refusal('ORDER_NOT_READY');
    world.orders.markClosed(order.id, now);
    return { ok: true, fields: [['result_msg', 'OK']] };
  },
};

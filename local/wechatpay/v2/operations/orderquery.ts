import type { Gateway } from '../../gateway';
import { outTradeNoPattern } from '../../protocol/patterns';
import { isPaid, type Order, stateOf, stateText } from '../../trade/order';
import { deviceField } from '../device-field';
import { refusal } from '../errors';
import { findOrder } from '../find-order';
import type { Operation, Request, Result, ResultFields } from '../operation';
import { paidFields } from '../paid-fields';

/** 查询订单: what WeChat knows about an order. Answers about unpaid orders are short, as real ones are. */
export const orderquery: Operation = {
  path: '/pay/orderquery',
  title: '查询订单',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011935215',
  errors: ['ORDERNOTEXIST', 'SYSTEMERROR', 'SIGNERROR', 'REQUIRE_POST_METHOD', 'XML_FORMAT_ERROR', 'FREQUENCY_LIMITED'],
  fields: {
    transaction_id: { label: '微信支付订单号', type: 'string', max: 32 },
    out_trade_no: { label: '商户订单号', type: 'string', max: 32, pattern: outTradeNoPattern },
  },
  run: (gateway, request) => query(gateway, request, () => true),
};

/** 查询刷脸支付订单 */
export const facepayquery: Operation = {
  ...orderquery,
  path: '/pay/facepayquery',
  title: '查询刷脸支付订单',
  source: 'https://pay.weixin.qq.com/wiki/doc/wxfacepay/develop/backend.html',
  run: (gateway, request) => query(gateway, request, ({ tradeType }) => tradeType === 'FACEPAY'),
};

function query(gateway: Gateway, request: Request, isMeant: (order: Order) => boolean): Result {
  const found = findOrder(gateway, request);
  if (found.kind === 'unnamed') return found.refusal;
  if (found.kind === 'missing' || !isMeant(found.order)) return refusal('ORDERNOTEXIST');
  const { order } = found;
  const state = stateOf(order, gateway.clock.now());
  const unpaid: ResultFields = [
    ['out_trade_no', order.outTradeNo],
    ['attach', order.attach ?? ''],
    ['total_fee', order.total],
  ];
  return {
    ok: true,
    fields: [
      ...deviceField(order),
      ...(isPaid(state) ? paidFields(order, gateway.faults) : unpaid),
      ['trade_state', state],
      ['trade_state_desc', stateText[state]],
    ],
  };
}

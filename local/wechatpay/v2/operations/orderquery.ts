import { outTradeNoPattern } from '../../protocol/patterns';
import { isPaid, stateOf, stateText } from '../../trade/order';
import { refusal } from '../errors';
import type { Operation } from '../operation';
import { paidFields } from '../paid-fields';

/** 查询订单: what WeChat knows about an order. Answers about unpaid orders are short, as real ones are. */
export const orderquery: Operation = {
  path: '/pay/orderquery',
  title: '查询订单',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011935215',
  errors: ['ORDERNOTEXIST', 'SYSTEMERROR', 'FREQUENCY_LIMITED'],
  fields: {
    transaction_id: { label: '微信支付订单号', type: 'string', max: 32 },
    out_trade_no: { label: '商户订单号', type: 'string', max: 32, pattern: outTradeNoPattern },
  },
  run({ world, clock, faults }, { fields, seller }) {
    const transactionId = fields.get('transaction_id');
    const outTradeNo = fields.get('out_trade_no');
    if (!transactionId && !outTradeNo) return { ok: false, returnMsg: '缺少参数out_trade_no或transaction_id' };
    const order = transactionId
      ? world.orders.byTransactionId(transactionId)
      : world.orders.byNumber(seller, outTradeNo as string);
    if (!order || order.seller !== seller) return refusal('ORDERNOTEXIST');
    const state = stateOf(order, clock.now());
    return {
      ok: true,
      fields: [
        ...(isPaid(state)
          ? paidFields(order, faults)
          : ([
              ['out_trade_no', order.outTradeNo],
              ['attach', order.attach ?? ''],
              ['total_fee', order.total],
            ] as [string, string | number][])),
        ['trade_state', state],
        ['trade_state_desc', stateText[state]],
      ],
    };
  },
};

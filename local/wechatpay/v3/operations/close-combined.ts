import { combinedOf } from '../../trade/combined';
import { isPaid, type Order, stateOf } from '../../trade/order';
import { combineAppid, combineOutTradeNo, subOrderNames, subOrders } from '../combined-fields';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';

/** 关闭合单订单: all of its orders, which must be named one by one. Closing again changes nothing and succeeds. */
export const closeCombined: Operation = {
  method: 'POST',
  path: '/v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close',
  title: '关闭合单订单',
  source: 'https://pay.weixin.qq.com/docs/merchant/apis/combine-payment/orders/close-order.html',
  side: 'combined',
  parameters: {
    path: { combine_out_trade_no: combineOutTradeNo },
    body: { combine_appid: combineAppid, sub_orders: subOrders(subOrderNames) },
  },
  errors: [
    ...onEveryPage,
    'USER_PAYING',
    'INVALID_REQUEST',
    'APPID_MCHID_NOT_MATCH',
    'MCH_NOT_EXISTS',
    'ORDER_PAID',
    'ORDER_CLOSED',
    'NO_AUTH',
    'OUT_TRADE_NO_USED',
    'ACCOUNT_ERROR',
    'NOT_ENOUGH',
    'RULE_LIMIT',
    'TRADE_ERROR',
    'ORDER_NOT_EXIST',
    'OPENID_MISMATCH',
    'INVALID_TRANSACTIONID',
    'BANK_ERROR',
  ],
  run({ clock, world }, { merchant, path, body }) {
    const now = clock.now();
    const row = world.combines.byNumber(merchant.mchid, path.combine_out_trade_no as string);
    if (!row) return refusal('ORDER_NOT_EXIST');
    const combined = combinedOf(world, row);
    if (body.combine_appid !== row.appid || !areAll(body.sub_orders as SubOrder[], combined.orders)) {
      return refusal('INVALID_REQUEST', { message: '关单的合单信息与下单时不一致' });
    }
    const state = stateOf(combined, now);
    if (isPaid(state)) return refusal('ORDER_PAID');
    if (state === 'NOTPAY') {
      world.transaction(() => {
        for (const { id } of combined.orders) world.orders.markClosed(id, now);
      });
    }
    return { ok: true, status: 204 };
  },
};

interface SubOrder {
  mchid: string;
  out_trade_no: string;
  sub_mchid?: string;
}

/** Whether just these orders were named, in whatever order. */
function areAll(named: SubOrder[], orders: Order[]): boolean {
  const names = named.map((one) => [one.mchid, one.sub_mchid ?? '', one.out_trade_no].join(' ')).sort();
  const wanted = orders.map((order) => [order.mchid, order.subMchid ?? '', order.outTradeNo].join(' ')).sort();
  return names.join('\n') === wanted.join('\n');
}

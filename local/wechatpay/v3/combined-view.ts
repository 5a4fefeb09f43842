import type { Faults } from '../faults/faults';
import { rfc3339 } from '../trade/beijing-time';
import type { Combined } from '../trade/combined';
import { isPaid, type Order, stateOf } from '../trade/order';

/** A combined order as a query answers it and as a notification carries it, in the key order of real ones. */
export function combinedView(combined: Combined, now: number, faults: Faults): Record<string, unknown> {
  const paid = isPaid(stateOf(combined, now));
  const { openid, deviceId } = combined;
  return {
    combine_appid: paid && faults.take('wrongAppid') ? 'wx0000000000000000' : combined.appid,
    combine_mchid: combined.mchid,
    ...(paid && openid && { combine_payer_info: { openid } }),
    sub_orders: combined.orders.map((order) => subOrderOf(order, now, faults)),
    ...(deviceId !== null && { scene_info: { device_id: deviceId } }),
    combine_out_trade_no: combined.outTradeNo,
  };
}

function subOrderOf(order: Order, now: number, faults: Faults): Record<string, unknown> {
  const state = stateOf(order, now);
  if (!isPaid(state)) {
    return {
      mchid: order.mchid,
      trade_state: state,
      attach: order.attach,
      amount: { total_amount: order.total, currency: 'CNY' },
      out_trade_no: order.outTradeNo,
      ...subMerchantOf(order),
    };
  }
  const total = order.total + (faults.take('wrongAmount') ? 1 : 0);
  return {
    mchid: order.mchid,
    trade_type: order.tradeType,
    trade_state: state,
    bank_type: 'OTHERS',
    attach: order.attach,
    success_time: rfc3339(order.paidAt as number),
    amount: { total_amount: total, payer_amount: total, currency: 'CNY', payer_currency: 'CNY' },
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    ...subMerchantOf(order),
    ...(order.subOpenid !== null && { sub_openid: order.subOpenid }),
  };
}

function subMerchantOf({ subMchid, subAppid }: Order) {
  return { ...(subMchid !== null && { sub_mchid: subMchid }), ...(subAppid !== null && { sub_appid: subAppid }) };
}

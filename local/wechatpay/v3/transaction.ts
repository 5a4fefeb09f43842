import type { Faults } from '../faults/faults';
import { rfc3339 } from '../trade/beijing-time';
import { isPaid, type Order, stateOf, stateText, type TradeState } from '../trade/order';

/** A payment order as a query answers it and as a notification carries it, in the key order of real ones. */
export function transactionOf(order: Order, now: number, faults: Faults): Record<string, unknown> {
  const state = stateOf(order, now);
  if (!isPaid(state)) {
    return {
      amount: { payer_currency: 'CNY', total: order.total },
      ...partiesOf(order, order.appid),
      ...(order.attach && { attach: order.attach }),
      out_trade_no: order.outTradeNo,
      promotion_detail: [],
      scene_info: { device_id: '' },
      ...stateFields(state),
    };
  }
  const total = order.total + (faults.take('wrongAmount') ? 1 : 0);
  return {
    transaction_id: order.transactionId,
    amount: { currency: 'CNY', payer_currency: 'CNY', payer_total: total, total },
    ...partiesOf(order, faults.take('wrongAppid') ? 'wx0000000000000000' : order.appid),
    ...stateFields(state),
    bank_type: 'OTHERS',
    ...(order.attach && { attach: order.attach }),
    success_time: rfc3339(order.paidAt as number),
    payer: payerOf(order),
    out_trade_no: order.outTradeNo,
    trade_type: order.tradeType,
    promotion_detail: [],
  };
}

function stateFields(state: TradeState) {
  return { trade_state: state, trade_state_desc: stateText[state] };
}

/** Whose order it is, as every answer about one begins. */
export function partiesOf(order: Order, appid: string) {
  if (order.subMchid === null) return { appid, mchid: order.mchid };
  return {
    sp_appid: appid,
    sp_mchid: order.mchid,
    sub_mchid: order.subMchid,
    ...(order.subAppid && { sub_appid: order.subAppid }),
  };
}

function payerOf(order: Order) {
  if (order.subMchid === null) return { openid: order.openid };
  return {
    ...(order.openid && { sp_openid: order.openid }),
    ...(order.subOpenid && { sub_openid: order.subOpenid }),
  };
}

import { isCodePay, isPaid, stateOf } from '../../trade/order';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { merchantParty, outTradeNoField, partnerParty } from '../order-fields';

/** 关闭订单: an unpaid order can no longer be paid. Closing again changes nothing and succeeds. */
export const closeOrder: Operation = {
  method: 'POST',
  path: '/v3/pay/transactions/out-trade-no/{out_trade_no}/close',
  title: '关闭订单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012791901',
  side: 'merchant',
  parameters: { path: { out_trade_no: outTradeNoField }, body: merchantParty },
  errors: [
    ...onEveryPage,
    'INVALID_REQUEST',
    'MCH_NOT_EXISTS',
    'ORDER_PAID',
    'NO_AUTH',
    'RULE_LIMIT',
    'TRADE_ERROR',
    'ORDER_NOT_EXIST',
    'BANK_ERROR',
  ],
  run({ world, clock }, { seller, path }) {
    const now = clock.now();
    const order = world.orders.byNumber(seller, path.out_trade_no as string);
    if (!order) return refusal('ORDER_NOT_EXIST');
    if (order.combinedId !== null) {
      return refusal('INVALID_REQUEST', { message: '合单支付的订单请使用关闭合单订单接口' });
    }
    if (isCodePay(order)) {
      return refusal('INVALID_REQUEST', { message: '当前交易不允许进行普通关单（只能撤销）', number: 268449641 });
    }
    const state = stateOf(order, now);
    if (isPaid(state)) return refusal('ORDER_PAID');
    if (state === 'NOTPAY') world.orders.markClosed(order.id, now);
    return { ok: true, status: 204 };
  },
};

export const partnerCloseOrder: Operation = {
  ...closeOrder,
  path: '/v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close',
  title: '服务商 关闭订单',
  source: 'https://pay.weixin.qq.com/doc/v3/partner/4012760108',
  side: 'partner',
  parameters: { path: { out_trade_no: outTradeNoField }, body: partnerParty },
};

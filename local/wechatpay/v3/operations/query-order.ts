import type { Gateway } from '../../gateway';
import type { Merchant } from '../../keys/merchants';
import type { Order } from '../../trade/order';
import { type Code, onEveryPage, refusal } from '../errors';
import type { Operation, Request, Result } from '../operation';
import { merchantParty, outTradeNoField, partnerParty } from '../order-fields';
import { transactionOf } from '../transaction';

const errors: readonly Code[] = [
  ...onEveryPage,
  'INVALID_REQUEST',
  'MCH_NOT_EXISTS',
  'NO_AUTH',
  'RULE_LIMIT',
  'TRADE_ERROR',
  'ORDER_NOT_EXIST',
  'BANK_ERROR',
];

/** 商户订单号查询订单 */
export const queryByOutTradeNo: Operation = {
  method: 'GET',
  path: '/v3/pay/transactions/out-trade-no/{out_trade_no}',
  title: '商户订单号查询订单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012791900',
  side: 'merchant',
  parameters: { path: { out_trade_no: outTradeNoField }, query: merchantParty },
  errors,
  run: (gateway, request) =>
    answer(gateway, request, gateway.world.orders.byNumber(request.seller, request.path.out_trade_no as string)),
};

/** 微信支付订单号查询订单: finds paid orders only, since no other has such a number. */
export const queryByTransactionId: Operation = {
  method: 'GET',
  path: '/v3/pay/transactions/id/{transaction_id}',
  title: '微信支付订单号查询订单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012791899',
  side: 'merchant',
  parameters: {
    path: { transaction_id: { label: '微信支付订单号', type: 'string', required: true, max: 32 } },
    query: merchantParty,
  },
  errors,
  run: (gateway, request) =>
    answer(gateway, request, gateway.world.orders.byTransactionId(request.path.transaction_id as string)),
};

export const partnerQueryByOutTradeNo: Operation = {
  ...queryByOutTradeNo,
  path: '/v3/pay/partner/transactions/out-trade-no/{out_trade_no}',
  title: '服务商 商户订单号查询订单',
  source: 'https://pay.weixin.qq.com/doc/v3/partner/4012760115',
  side: 'partner',
  parameters: { path: { out_trade_no: outTradeNoField }, query: partnerParty },
};

export const partnerQueryByTransactionId: Operation = {
  ...queryByTransactionId,
  path: '/v3/pay/partner/transactions/id/{transaction_id}',
  title: '服务商 微信支付订单号查询订单',
  source: 'https://pay.weixin.qq.com/doc/v3/partner/4012738973',
  side: 'partner',
  parameters: { ...queryByTransactionId.parameters, query: partnerParty },
};

function answer({ clock, faults }: Gateway, { merchant, seller }: Request, order: Order | undefined): Result {
  if (!order) return refusal('ORDER_NOT_EXIST');
  if (order.seller !== seller) return mismatch(order, merchant);
  if (order.combinedId !== null) {
    return refusal('INVALID_REQUEST', { message: '合单支付的订单请使用查询合单订单接口' });
  }
  return { ok: true, status: 200, body: transactionOf(order, clock.now(), faults) };
}

/** WeChat's number finds any order: it says whose it is not. */
function mismatch(order: Order, merchant: Merchant): Result {
  return order.mchid === merchant.mchid && order.subMchid !== null
    ? refusal('INVALID_REQUEST', { message: '子商户号和订单信息不匹配', number: 268447845 })
    : refusal('INVALID_REQUEST', { message: '商户号和订单不匹配', number: 268447843 });
}

import { reverseOrder } from '../../trade/reverse-order';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { outTradeNoField, sellerFields } from '../order-fields';
import { partiesOf } from '../transaction';

/** 撤销: takes back an order of code pay, paid or not. Again, it is the same. */
export const reverse: Operation = {
  method: 'POST',
  path: '/v3/pay/transactions/out-trade-no/{out_trade_no}/reverse',
  title: '撤销',
  source: 'https://pay.weixin.qq.com/docs/merchant/apis/code-payment-v3/direct/reverse.html',
  side: 'merchant',
  parameters: { path: { out_trade_no: outTradeNoField }, body: sellerFields.merchant },
  errors: [
    ...onEveryPage,
    'INVALID_REQUEST',
    'APPID_MCHID_NOT_MATCH',
    'MCH_NOT_EXISTS',
    'NO_AUTH',
    'TRADE_ERROR',
    'ORDER_NOT_EXIST',
    'BANK_ERROR',
  ],
  run(gateway, { seller, path }) {
    const order = gateway.world.orders.byNumber(seller, path.out_trade_no as string);
    if (!order) return refusal('ORDER_NOT_EXIST');
    const { kind } = reverseOrder(gateway, order, 'MICROPAY');
    const invalid = (message: string) => refusal('INVALID_REQUEST', { message });
    switch (kind) {
      case 'other-product':
        return invalid('只有付款码支付的订单可以撤销');
      case 'too-early':
        return invalid('请在支付15秒后再撤销订单');
      case 'too-late':
        return invalid('订单已超过7天，不能撤销，请使用退款');
      case 'refunded':
        return refusal('TRADE_ERROR', { message: '订单已发生退款，不能撤销' });
      case 'reversed': {
        const body = { ...partiesOf(order, order.appid), out_trade_no: order.outTradeNo };
        return { ok: true, status: 200, body };
      }
    }
  },
};

export const partnerReverse: Operation = {
  ...reverse,
  path: '/v3/pay/partner/transactions/out-trade-no/{out_trade_no}/reverse',
  title: '服务商 撤销',
  source: 'https://pay.weixin.qq.com/docs/partner/apis/partner-code-payment-v3/partner/partner-reverse.html',
  side: 'partner',
  parameters: { path: { out_trade_no: outTradeNoField }, body: sellerFields.partner },
};

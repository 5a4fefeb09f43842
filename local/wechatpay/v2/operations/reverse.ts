import type { Gateway } from '../../gateway';
import { outTradeNoPattern } from '../../protocol/patterns';
import { reverseOrder } from '../../trade/reverse-order';
import { refusal } from '../errors';
import { findOrder } from '../find-order';
import type { Operation, Request, Result, ResultFields } from '../operation';

/** 撤销订单: takes an order of code pay back. `recall` says whether the shop is to call again. */
export const reverse: Operation = {
  path: '/secapi/pay/reverse',
  title: '撤销订单',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011937361',
  needsCertificate: true,
  errors: [
    'CERT_ERROR',
    'SYSTEMERROR',
    'INVALID_TRANSACTIONID',
    'PARAM_ERROR',
    'REQUIRE_POST_METHOD',
    'SIGNERROR',
    'REVERSE_EXPIRE',
    'INVALID_REQUEST',
    'TRADE_ERROR',
    'FREQUENCY_LIMITED',
  ],
  fields: {
    transaction_id: { label: '微信支付订单号', type: 'string', max: 32 },
    out_trade_no: { label: '商户订单号', type: 'string', max: 32, pattern: outTradeNoPattern },
  },
  refused: recall,
  run: (gateway, request) => reverseAs('MICROPAY', gateway, request),
};

/** 撤销刷脸支付订单 */
export const facepayreverse: Operation = {
  ...reverse,
  path: '/secapi/pay/facepayreverse',
  title: '撤销刷脸支付订单',
  source: 'https://pay.weixin.qq.com/wiki/doc/wxfacepay/develop/backend.html',
  run: (gateway, request) => reverseAs('FACEPAY', gateway, request),
};

/** Whatever a later call may find otherwise is to be called again. */
function recall(errCode: string): ResultFields {
  return [['recall', ['SYSTEMERROR', 'FREQUENCY_LIMITED', 'INVALID_REQUEST'].includes(errCode) ? 'Y' : 'N']];
}

function reverseAs(tradeType: string, gateway: Gateway, request: Request): Result {
  const found = findOrder(gateway, request);
  if (found.kind === 'unnamed') return found.refusal;
  if (found.kind === 'missing') {
    return found.by === 'transaction_id' ? refusal('INVALID_TRANSACTIONID') : refusal('TRADE_ERROR', '订单不存在');
  }
  switch (reverseOrder(gateway, found.order, tradeType).kind) {
    case 'reversed':
      return { ok: true, fields: [['recall', 'N']] };
    case 'too-early':
      return refusal('INVALID_REQUEST', '支付后至少15秒才能撤销订单，请稍后重新调用');
    case 'too-late':
      return refusal('REVERSE_EXPIRE');
    case 'other-product':
      return refusal('TRADE_ERROR', '该订单不是这种支付方式的订单，不能撤销');
    case 'refunded':
      return refusal('TRADE_ERROR', '该订单已发起退款，不能撤销，请使用申请退款');
  }
}

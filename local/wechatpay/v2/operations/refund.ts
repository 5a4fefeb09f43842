import { notifyUrlPattern, outRefundNoPattern, outTradeNoPattern } from '../../protocol/patterns';
import { type AskedRefund, askRefund, refundLimits } from '../../trade/ask-refund';
import type { Order } from '../../trade/order';
import { refusal } from '../errors';
import { findOrder } from '../find-order';
import type { Operation, Result } from '../operation';

/** 申请退款: takes money back from the merchant. Success means that WeChat has accepted it, not that it has arrived. */
export const refund: Operation = {
  path: '/secapi/pay/refund',
  title: '申请退款',
  source: 'https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_4',
  needsCertificate: true,
  errors: [
    'CERT_ERROR',
    'ORDERNOTEXIST',
    'INVALID_TRANSACTIONID',
    'TRADE_OVERDUE',
    'REFUND_FEE_MISMATCH',
    'INVALID_REQUEST',
    'NOTENOUGH',
    'SYSTEMERROR',
    'BIZERR_NEED_RETRY',
    'ERROR',
    'USER_ACCOUNT_ABNORMAL',
    'INVALID_REQ_TOO_MUCH',
    'ORDER_NOT_READY',
    'PARAM_ERROR',
    'SIGNERROR',
    'XML_FORMAT_ERROR',
    'REQUIRE_POST_METHOD',
    'APPID_NOT_EXIST',
    'MCHID_NOT_EXIST',
    'APPID_MCHID_NOT_MATCH',
    'FREQUENCY_LIMITED',
  ],
  fields: {
    transaction_id: { label: '微信支付订单号', type: 'string', max: 32 },
    out_trade_no: { label: '商户订单号', type: 'string', max: 32, pattern: outTradeNoPattern },
    out_refund_no: { label: '商户退款单号', type: 'string', required: true, max: 64, pattern: outRefundNoPattern },
    total_fee: { label: '订单金额', type: 'integer', required: true, min: 1, max: 10_000_000_000 },
    refund_fee: { label: '退款金额', type: 'integer', required: true, min: 1, max: 10_000_000_000 },
    refund_fee_type: { label: '退款货币种类', type: 'string', max: 8, pattern: '^CNY$' },
    refund_desc: { label: '退款原因', type: 'string', max: 80 },
    refund_account: {
      label: '退款资金来源',
      type: 'string',
      max: 30,
      pattern: '^REFUND_SOURCE_(UNSETTLED|RECHARGE)_FUNDS$',
    },
    notify_url: { label: '退款结果通知url', type: 'string', max: 256, pattern: notifyUrlPattern },
  },
  run(gateway, request) {
    const { fields } = request;
    const total = Number(fields.get('total_fee'));
    const amount = Number(fields.get('refund_fee'));
    if (amount > total) return { ok: false, returnMsg: 'invalid refund_fee' };
    const found = findOrder(gateway, request);
    if (found.kind === 'unnamed') return found.refusal;
    if (found.kind === 'missing') {
      return refusal(found.by === 'transaction_id' ? 'INVALID_TRANSACTIONID' : 'ORDERNOTEXIST');
    }
    const { order } = found;
    const asked = askRefund(gateway, {
      order,
      outRefundNo: fields.get('out_refund_no') as string,
      api: 'v2',
      amount,
      total,
      reason: fields.get('refund_desc') || null,
      notifyUrl: fields.get('notify_url') || null,
      origin: 'API',
    });
    return asked.kind === 'accepted' ? accepted(order, asked.refund) : refusalOf(asked);
  },
};

function accepted(order: Order, refund: Extract<AskedRefund, { kind: 'accepted' }>['refund']): Result {
  return {
    ok: true,
    fields: [
      ['transaction_id', order.transactionId as string],
      ['out_trade_no', order.outTradeNo],
      ['out_refund_no', refund.outRefundNo],
      ['refund_id', refund.refundId],
      ['refund_fee', refund.amount],
      ['settlement_refund_fee', refund.amount],
      ['coupon_refund_fee', 0],
      ['total_fee', order.total],
      ['settlement_total_fee', order.total],
      ['fee_type', 'CNY'],
      ['cash_fee', order.total],
      ['cash_fee_type', 'CNY'],
      ['cash_refund_fee', refund.amount],
      ['coupon_refund_count', 0],
    ],
  };
}

function refusalOf(asked: Exclude<AskedRefund, { kind: 'accepted' }>): Result {
  switch (asked.kind) {
    case 'unpaid':
      return refusal('ORDERNOTEXIST');
    case 'overdue':
      return refusal('TRADE_OVERDUE');
    case 'mismatch':
      return refusal('REFUND_FEE_MISMATCH');
    case 'fully-refunded':
      return refusal('INVALID_REQUEST', '订单已全额退款');
    case 'exceeds':
      return refusal('INVALID_REQUEST', '申请退款金额超过订单可退金额');
    case 'too-many':
      return refusal('INVALID_REQUEST', `每个支付订单的部分退款次数不能超过${refundLimits.perOrder}次`);
    case 'too-frequent':
      return refusal('FREQUENCY_LIMITED', '单笔订单请求频率过高，请于1分钟后重试。');
    case 'not-enough':
      return refusal('NOTENOUGH', '基本账户余额不足，请充值后重新发起');
  }
}

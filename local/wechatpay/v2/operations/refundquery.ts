import type { Gateway } from '../../gateway';
import { outRefundNoPattern, outTradeNoPattern } from '../../protocol/patterns';
import { spacedTime } from '../../trade/beijing-time';
import type { Order } from '../../trade/order';
import { type Refund, refundStateOf, succeededAt } from '../../trade/refund';
import { refusal } from '../errors';
import type { Operation, Request, Result, ResultFields } from '../operation';
import { channelOf, receivingAccountOf, refundAccount, refundStatus } from '../refund-fields';

/** So many refunds fit into one answer; the rest is found with `offset`. */
const pageSize = 10;

/** 查询退款: one refund by its number, or the refunds of an order, oldest first. */
export const refundquery: Operation = {
  path: '/pay/refundquery',
  title: '查询退款',
  source: 'https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_5',
  errors: [
    'REFUNDNOTEXIST',
    'SYSTEMERROR',
    'FREQUENCY_LIMITED',
    'INVALID_TRANSACTIONID',
    'PARAM_ERROR',
    'APPID_NOT_EXIST',
    'MCHID_NOT_EXIST',
    'APPID_MCHID_NOT_MATCH',
    'SIGNERROR',
    'XML_FORMAT_ERROR',
    'REQUIRE_POST_METHOD',
  ],
  fields: {
    transaction_id: { label: '微信支付订单号', type: 'string', max: 32 },
    out_trade_no: { label: '商户订单号', type: 'string', max: 32, pattern: outTradeNoPattern },
    out_refund_no: { label: '商户退款单号', type: 'string', max: 64, pattern: outRefundNoPattern },
    refund_id: { label: '微信退款单号', type: 'string', max: 32 },
    offset: { label: '偏移量', type: 'integer', min: 0, max: 50 },
  },
  run(gateway, request) {
    const found = find(gateway, request);
    if ('ok' in found) return found;
    const { order, refunds } = found;
    const offset = request.fields.get('offset');
    const from = Number(offset || 0);
    const page = refunds.slice(from, from + pageSize);
    if (page.length === 0) return refusal('REFUNDNOTEXIST');
    return { ok: true, fields: answer(gateway, order, page, offset ? refunds.length : undefined) };
  },
};

/** By the most precise of the four numbers that were given. */
function find({ world }: Gateway, { fields, seller }: Request): { order: Order; refunds: Refund[] } | Result {
  const [refundId, outRefundNo, transactionId, outTradeNo] = [
    'refund_id',
    'out_refund_no',
    'transaction_id',
    'out_trade_no',
  ].map((name) => fields.get(name));
  if (!refundId && !outRefundNo && !transactionId && !outTradeNo) {
    return { ok: false, returnMsg: '缺少参数refund_id、out_refund_no、transaction_id或out_trade_no' };
  }
  if (refundId || outRefundNo) {
    const refund = refundId
      ? world.refunds.byRefundId(refundId)
      : world.refunds.byNumber(seller, outRefundNo as string);
    const order = refund?.seller === seller ? world.orders.get(refund.orderId) : undefined;
    return refund && order ? { order, refunds: [refund] } : refusal('REFUNDNOTEXIST');
  }
  const order = transactionId
    ? world.orders.byTransactionId(transactionId)
    : world.orders.byNumber(seller, outTradeNo as string);
  if (order?.seller === seller) return { order, refunds: world.refunds.ofOrder(order.id) };
  return refusal(transactionId ? 'INVALID_TRANSACTIONID' : 'REFUNDNOTEXIST');
}

function answer({ clock, faults }: Gateway, order: Order, page: Refund[], totalCount: number | undefined) {
  const now = clock.now();
  const wrong = faults.take('wrongAmount') ? 1 : 0;
  const fields: ResultFields = [
    ['transaction_id', order.transactionId as string],
    ['out_trade_no', order.outTradeNo],
    ['total_fee', order.total],
    ['settlement_total_fee', order.total],
    ['fee_type', 'CNY'],
    ['cash_fee', order.total],
    ...(totalCount === undefined ? [] : ([['total_refund_count', totalCount]] as ResultFields)),
    ['refund_count', page.length],
  ];
  for (const [n, refund] of page.entries()) {
    const arrived = succeededAt(refund, now);
    const amount = refund.amount + wrong;
    fields.push(
      [`out_refund_no_${n}`, refund.outRefundNo],
      [`refund_id_${n}`, refund.refundId],
      [`refund_channel_${n}`, channelOf(refund)],
      [`refund_fee_${n}`, amount],
      [`settlement_refund_fee_${n}`, amount],
      [`coupon_refund_fee_${n}`, 0],
      [`refund_status_${n}`, refundStatus[refundStateOf(refund, now)]],
      [`refund_account_${n}`, refundAccount],
      [`refund_recv_accout_${n}`, receivingAccountOf(refund)],
      [`refund_success_time_${n}`, arrived === undefined ? '' : spacedTime(arrived)],
    );
  }
  return fields;
}

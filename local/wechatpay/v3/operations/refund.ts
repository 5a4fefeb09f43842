import type { Gateway } from '../../gateway';
import type { Field } from '../../protocol/fields';
import { currencyPattern, notifyUrlPattern, outRefundNoPattern } from '../../protocol/patterns';
import { type AskedRefund, askRefund, refundLimits } from '../../trade/ask-refund';
import type { Order } from '../../trade/order';
import { onEveryPage, refusal } from '../errors';
import type { Operation, Refusal, Request, Result } from '../operation';
import { outTradeNoField } from '../order-fields';
import { refundView } from '../refund-view';

const fen = (label: string): Field => ({ label, type: 'integer', required: true, min: 1, max: 10_000_000_000 });
const text = (label: string, max: number, more: Partial<Field> = {}): Field => ({
  label,
  type: 'string',
  max,
  ...more,
});

export const outRefundNoField = text('商户退款单号', 64, { required: true, pattern: outRefundNoPattern });

/** 退款申请: takes money back from the merchant. 200 means that WeChat has accepted it, not that it has arrived. */
export const refund: Operation = {
  method: 'POST',
  path: '/v3/refund/domestic/refunds',
  title: '退款申请',
  source: 'https://pay.weixin.qq.com/docs/merchant/apis/refund/refunds/create.html',
  side: 'either',
  errors: [
    ...onEveryPage,
    'INVALID_REQUEST',
    'NO_AUTH',
    'NOT_ENOUGH',
    'USER_ACCOUNT_ABNORMAL',
    'RESOURCE_NOT_EXISTS',
    'MCH_NOT_EXISTS',
  ],
  statuses: { MCH_NOT_EXISTS: 404 },
  parameters: {
    body: {
      sub_mchid: text('子商户号', 32),
      transaction_id: text('微信支付订单号', 32),
      out_trade_no: { ...outTradeNoField, required: false },
      out_refund_no: outRefundNoField,
      reason: text('退款原因', 80),
      notify_url: text('退款结果回调url', 256, { pattern: notifyUrlPattern }),
      funds_account: text('退款资金来源', 32, { pattern: '^(AVAILABLE|UNSETTLED)$' }),
      amount: {
        label: '金额信息',
        type: 'object',
        required: true,
        fields: {
          refund: fen('退款金额'),
          total: fen('原订单金额'),
          currency: text('退款币种', 16, { required: true, pattern: currencyPattern }),
          from: {
            label: '退款出资账户及金额',
            type: 'array',
            fields: {
              account: text('出资账户类型', 32, { required: true, pattern: '^(AVAILABLE|UNAVAILABLE)$' }),
              amount: fen('出资金额'),
            },
          },
        },
      },
      goods_detail: {
        label: '退款商品',
        type: 'array',
        fields: {
          merchant_goods_id: text('商户侧商品编码', 32, { required: true }),
          wechatpay_goods_id: text('微信侧商品编码', 32),
          goods_name: text('商品名称', 256),
          unit_price: fen('商品单价'),
          refund_amount: fen('商品退款金额'),
          refund_quantity: fen('商品退货数量'),
        },
      },
    },
  },
  run: ask,
};

interface RefundBody {
  transaction_id?: string;
  out_trade_no?: string;
  out_refund_no: string;
  reason?: string;
  notify_url?: string;
  amount: { refund: number; total: number; from?: { amount: number }[] };
}

function ask(gateway: Gateway, request: Request): Result {
  const body = request.body as unknown as RefundBody;
  const { refund: amount, total, from } = body.amount;
  if (!body.transaction_id && !body.out_trade_no) {
    return refusal('PARAM_ERROR', { message: 'transaction_id和out_trade_no必须二选一' });
  }
  if (from && from.length > 0 && from.reduce((sum, source) => sum + source.amount, 0) !== amount) {
    return refusal('PARAM_ERROR', { message: '退款出资账户金额之和应等于退款金额' });
  }
  const found = findOrder(gateway, request, body);
  if ('refusal' in found) return found.refusal;
  const { order } = found;
  const asked = askRefund(gateway, {
    order,
    outRefundNo: body.out_refund_no,
    api: 'v3',
    amount,
    total,
    reason: body.reason ?? null,
    notifyUrl: body.notify_url ?? null,
    origin: 'API',
  });
  if (asked.kind !== 'accepted') return refusalOf(asked);
  const view = refundView(order, asked.refund, gateway.clock.now(), gateway.faults);
  return { ok: true, status: 200, body: view };
}

/** Where both numbers are given, they must be the same order's. */
function findOrder(
  { world }: Gateway,
  { merchant, subMerchant, seller }: Request,
  body: RefundBody,
): { order: Order } | { refusal: Refusal } {
  const { transaction_id: transactionId, out_trade_no: outTradeNo } = body;
  const order = transactionId
    ? world.orders.byTransactionId(transactionId)
    : world.orders.byNumber(seller, outTradeNo as string);
  if (order?.seller === seller && (outTradeNo === undefined || order.outTradeNo === outTradeNo)) return { order };
  if (order?.mchid === merchant.mchid && order.subMchid !== null && !subMerchant) {
    return { refusal: refusal('PARAM_ERROR', { message: '受理机构必须传入sub_mch_id', number: 268443704 }) };
  }
  return { refusal: refusal('RESOURCE_NOT_EXISTS', { message: '订单不存在', number: 268512771 }) };
}

function refusalOf(asked: Exclude<AskedRefund, { kind: 'accepted' }>): Refusal {
  const invalid = (message: string) => refusal('INVALID_REQUEST', { message });
  switch (asked.kind) {
    case 'unpaid':
      return refusal('RESOURCE_NOT_EXISTS', { message: '订单不存在', number: 268512771 });
    case 'overdue':
      return invalid('订单已经超过退款期限');
    case 'mismatch':
      return invalid('订单金额或退款金额与之前请求不一致，请核实后再试');
    case 'fully-refunded':
      return invalid('订单已全额退款');
    case 'exceeds':
      return invalid('申请退款金额超过订单可退金额');
    case 'too-many':
      return invalid(`每个支付订单的部分退款次数不能超过${refundLimits.perOrder}次`);
    case 'too-frequent':
      return refusal('FREQUENCY_LIMITED', { message: '单笔订单请求频率过高，请于1分钟后重试。' });
    case 'not-enough':
      return refusal('NOT_ENOUGH');
  }
}

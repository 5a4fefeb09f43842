import { randomUUID } from 'node:crypto';
import { notifyUrlPattern, outRefundNoPattern } from '../protocol/patterns';
import { type AskedRefund, askRefund, refundable } from '../trade/ask-refund';
import type { Order } from '../trade/order';
import { badRequest, type Control, type ControlAnswer, refused, unknownKey } from './control';
import { orderNumbered } from './find-order';
import { refundView } from './refund-view';

const texts = ['outTradeNo', 'mchid', 'outRefundNo', 'reason', 'notifyUrl'] as const;
type Asked = Partial<Record<(typeof texts)[number], string>>;

/**
 * Is somebody at the merchant platform who refunds by hand: all that is left, or `amount` fen. The merchant's program
 * hears of it through the notification only.
 */
export const refund: Control = (gateway, { body }) => {
  const problem = problemOf(body);
  if (problem) return problem;
  const { outTradeNo, mchid, outRefundNo, reason, notifyUrl } = body as Asked;
  const found = orderNumbered(gateway.world, outTradeNo as string, mchid);
  if ('refusal' in found) return found.refusal;
  const { order } = found;
  const asked = askRefund(gateway, {
    order,
    outRefundNo: outRefundNo ?? `C${randomUUID().replaceAll('-', '')}`,
    api: order.api,
    amount: (body.amount as number | undefined) ?? refundable(gateway, order),
    total: order.total,
    reason: reason ?? null,
    notifyUrl: notifyUrl ?? platformNotifyUrl(order),
    origin: 'VENDOR_PLATFORM',
  });
  return asked.kind === 'accepted' ? { body: { refund: refundView(gateway, asked.refund) } } : refusalOf(asked);
};

function problemOf(body: Record<string, unknown>): ControlAnswer | undefined {
  const unknown = unknownKey(body, [...texts, 'amount']);
  if (unknown) return unknown;
  const wrong = texts.find((key) => body[key] !== undefined && typeof body[key] !== 'string');
  if (wrong) return badRequest(`${wrong} 应为字符串`);
  const { outTradeNo, outRefundNo, notifyUrl, amount } = body as Asked & { amount?: unknown };
  if (outTradeNo === undefined) return badRequest('缺少 outTradeNo');
  if (outRefundNo !== undefined && !(new RegExp(outRefundNoPattern).test(outRefundNo) && outRefundNo.length <= 64)) {
    return badRequest('outRefundNo 应为 1 到 64 个数字、字母或 _-|*@');
  }
  if (notifyUrl !== undefined && !new RegExp(notifyUrlPattern).test(notifyUrl)) {
    return badRequest('notifyUrl 应为 http(s) 地址，不带参数');
  }
  if (amount !== undefined && !(Number.isSafeInteger(amount) && (amount as number) > 0)) {
    return badRequest('amount 应为正整数，单位为分');
  }
  return undefined;
}

/**
 * What the merchant would have entered at the merchant platform, going by the order's own address. Of an API v2 order
 * that address hears payments only, and where refunds are heard can be told of our own shop alone.
 */
function platformNotifyUrl({ api, notifyUrl }: Order): string | null {
  if (api === 'v3' || notifyUrl === null) return notifyUrl;
  return notifyUrl.endsWith('/notify/v2/paid') ? notifyUrl.replace(/paid$/, 'refunded') : null;
}

function refusalOf({ kind }: Exclude<AskedRefund, { kind: 'accepted' }>): ControlAnswer {
  const reasons: Record<typeof kind, string> = {
    unpaid: '订单没有支付',
    overdue: '订单支付已超过一年，不能再退款',
    mismatch: '这个 outRefundNo 已用于另一笔退款',
    'fully-refunded': '订单已全额退款',
    exceeds: '退款金额超过订单可退金额',
    'too-many': '这个订单的退款次数已到上限',
    'too-frequent': '同一订单的两次退款应相隔 1 分钟',
    'not-enough': '基本账户余额不足',
  };
  return refused(409, kind.toUpperCase().replaceAll('-', '_'), reasons[kind]);
}

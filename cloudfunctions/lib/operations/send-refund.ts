import { GatewayRefusal, GatewayUnknown, NotConfigured } from '../errors';
import { backOff } from '../payment/back-off';
import type { Refund } from '../payment/documents';
import { formatYuan } from '../payment/format-yuan';
import { judgeRefundRefusal } from '../payment/judge-refund-refusal';
import type { Order } from '../payment/order';
import type { RefundFact } from '../payment/refund-fact';
import { learnRefund } from './learn-refund';
import type { Ports } from './ports';
import { raiseAlert } from './raise-alert';

/** WeChat wants a minute between two refunds of an order, and between two tries of one; its clock is not ours. */
const APART = 65_000;
/** After a refusal, what was sent before it and is still on its way has arrived or never will. */
const IN_FLIGHT = 600_000;

/**
 * Sends a refund to WeChat, or sends it again with the same number and content. That it is sent is written before it is,
 * so that of two processes one sends and a crash looks like silence. Silence, a balance that is too small and mistakes of
 * our own leave it REQUESTED, to be sent again later and later; only a refusal for good stops that. What a person has to
 * mend, a configuration that lacks something too, is told to one.
 */
export async function sendRefund(ports: Ports, outRefundNo: string): Promise<void> {
  const claimed = await claim(ports, outRefundNo);
  if (!claimed) return;
  const { refund, order } = claimed;
  let fact: RefundFact;
  try {
    fact = await submit(ports, order, refund);
  } catch (error) {
    if (error instanceof GatewayRefusal) return refusedByWeChat(ports, refund, error);
    if (error instanceof NotConfigured) return notConfigured(ports, order, refund, error);
    throw error;
  }
  if (fact.outRefundNo !== outRefundNo) {
    throw new GatewayUnknown(`WeChat was asked for refund ${outRefundNo} and spoke of another one.`);
  }
  await learnRefund(ports, fact, 'query');
}

/** Decides that the refund goes out now, and writes it down on both documents; undefined if it does not. */
async function claim(ports: Ports, outRefundNo: string): Promise<{ refund: Refund; order: Order } | undefined> {
  const now = ports.clock();
  return ports.database.transaction(async (transaction) => {
    const refund = await transaction.get('refunds', outRefundNo);
    if (refund?.status !== 'REQUESTED' || refund.refusal !== undefined || refund.nextCheckAt > now) return undefined;
    const order = await transaction.get('orders', refund.outTradeNo);
    if (!order) throw new Error(`Refund ${outRefundNo} has no order.`);
    const earliest = Math.max(refund.submittedAt, order.refundSubmittedAt ?? 0) + APART;
    if (now < earliest) {
      await transaction.update('refunds', outRefundNo, { nextCheckAt: earliest });
      return undefined;
    }
    const tries = refund.tries + 1;
    const changes = { submittedAt: now, tries, nextCheckAt: now + backOff(tries, APART) };
    await transaction.update('refunds', outRefundNo, changes);
    await transaction.update('orders', order._id, { refundSubmittedAt: now });
    return { refund: { ...refund, ...changes }, order };
  });
}

/** Throws what the gateway throws, and NotConfigured where the money is not this merchant's to give back. */
async function submit(ports: Ports, order: Order, refund: Refund): Promise<RefundFact> {
  const { mchid } = ports.merchant;
  if (order.mchid !== mchid) {
    throw new NotConfigured(`订单属于商户号 ${order.mchid}，现在配置的商户号是 ${mchid}`);
  }
  return ports.gateway(order.api).refund({
    outRefundNo: refund._id,
    outTradeNo: order._id,
    transactionId: order.transactionId ?? '',
    total: order.amount,
    amount: refund.amount,
    reason: refund.reason,
  });
}

/** Nothing was sent. All refunds of a merchant by one API lack the same thing, which is one alert. */
async function notConfigured(ports: Ports, { mchid, api }: Order, refund: Refund, { message }: Error): Promise<void> {
  const { _id: outRefundNo, outTradeNo } = refund;
  ports.log.error('A refund waits for the configuration.', { outRefundNo, outTradeNo, message });
  await raiseAlert(ports, `refund-not-configured:${api}:${mchid}`, `退款发不出去，补上配置后会自动继续：${message}`);
}

async function refusedByWeChat(ports: Ports, refund: Refund, { code, message }: GatewayRefusal): Promise<void> {
  const { _id: outRefundNo, outTradeNo, submittedAt } = refund;
  ports.log.error('WeChat refused a refund.', { outRefundNo, outTradeNo, code, message });
  switch (judgeRefundRefusal(code)) {
    case 'later':
      if (code !== 'NOT_ENOUGH') return;
      return raiseAlert(
        ports,
        'refund-balance',
        `商户余额不足，退款 ${formatYuan(refund.amount)} 等待充值`,
        outTradeNo,
      );
    case 'ours':
      return raiseAlert(
        ports,
        `refund-refused:${code}`,
        `微信支付不接受我们的退款请求（${code}），请检查密钥、证书和权限`,
      );
    case 'final':
      await ports.database.transaction(async (transaction) => {
        const now = await transaction.get('refunds', outRefundNo);
        if (now?.status !== 'REQUESTED' || now.submittedAt !== submittedAt) return;
        await transaction.update('refunds', outRefundNo, { refusal: code, nextCheckAt: submittedAt + IN_FLIGHT });
      });
  }
}

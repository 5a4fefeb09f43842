import type { RefundFact } from '../../../cloudfunctions/lib/payment/refund-fact';
import type { Trade } from '../../../cloudfunctions/lib/payment/trade';
import type { RefundView, Reply } from '../../../typings/api';
import type { Cart, RefundWish } from '../actors/phone';
import { isAcceptance, type Sent } from '../world/notifier';
import type { Happenings, World } from '../world/world';
import { priceOf } from './at-commit';
import { type Invariant, isKept } from './invariant';
import { isOperator } from './refunds-at-commit';

interface Seen {
  outTradeNo?: string;
  total?: number;
  payment?: { package: string };
  order?: { outTradeNo: string; status: string };
  orders?: { outTradeNo: string }[];
  refund?: RefundView;
  refunds?: RefundView[];
}

/** What every answer of ours can be held to, at the moment at which it is given. */
export const AT_ANSWER: readonly Invariant<Happenings['answer']>[] = [
  {
    id: 'A1',
    says: 'a notification is accepted only when what it means is committed',
    broken: (world, { by, reply }) => {
      const sent = by.call.about as Sent | undefined;
      if (!sent?.notification || !isAcceptance(sent.api, { kind: 'answered', reply })) return false;
      const { notification } = sent;
      if (notification.kind === 'unhandled') return !world.store.get('inbox', notification.id) && notification;
      if (notification.kind === 'trade') return !isPaidOrKept(world, notification.trade) && notification;
      const refund = notification.kind === 'refund' ? notification.refund : sent.means;
      if (refund) return !isSettledOrKept(world, refund) && refund;
      // A hint that anybody has repeated is good for a question, if there is something to ask about.
      const isKnown = notification.kind === 'refund-hint' && world.wechat.refunds.refunds.has(notification.outRefundNo);
      return !isKnown && notification;
    },
  },
  {
    id: 'A2',
    says: 'a message without a seal is never accepted',
    broken: (_, { by, reply }) => {
      const sent = by.call.about as Sent | undefined;
      return sent?.notification?.kind === 'untrusted' && isAcceptance(sent.api, { kind: 'answered', reply });
    },
  },
  {
    id: 'A3',
    says: 'payment parameters are handed out only for an order that was PAYING by them',
    broken: (world, { reply }) => {
      const { outTradeNo, payment } = dataOf(reply);
      if (!payment) return false;
      const versions = world.store.versions('orders', String(outTradeNo));
      return !versions.some(
        ({ document: { status, prepayId } }) => status === 'PAYING' && payment.package === `prepay_id=${prepayId}`,
      );
    },
  },
  {
    id: 'A4',
    says: 'one request of a buyer is one order at one price, however often it is made',
    broken: (world, { by, reply }) => {
      const cart = by.call.about as Cart | undefined;
      const { outTradeNo, total } = dataOf(reply);
      if (!cart?.requestId || !outTradeNo) return false;
      const purchase = `${by.call.caller.openid} ${cart.requestId}`;
      const known = world.numbers.get(purchase) ?? outTradeNo;
      world.numbers.set(purchase, known);
      return (known !== outTradeNo || total !== priceOf(cart)) && { purchase, known, outTradeNo, total };
    },
  },
  {
    id: 'A5',
    says: 'nobody is told that an order is paid or closed before it is',
    broken: (world, { reply }) => {
      const { order } = dataOf(reply);
      if (!order) return false;
      const status = world.store.get('orders', order.outTradeNo)?.status;
      return order.status === 'PAID'
        ? status !== 'PAID'
        : order.status === 'CLOSED' && !/CLOSED|PAID/.test(String(status));
    },
  },
  {
    id: 'A6',
    says: 'no buyer is shown an order or a refund of somebody else',
    broken: (world, { by, reply }) => {
      if (isOperator(by.call.caller.openid)) return false;
      const { outTradeNo, order, orders = [], refund, refunds = [] } = dataOf(reply);
      const all = [outTradeNo, ...[order, refund, ...orders, ...refunds].map((one) => one?.outTradeNo)];
      const shown = all.filter((no) => no !== undefined);
      return shown.find((no) => world.store.get('orders', no)?.openid !== by.call.caller.openid);
    },
  },
  {
    id: 'A7',
    says: 'no call ends in an internal error',
    broken: (_, { reply }) => {
      const refusal = reply as Reply<unknown>;
      return refusal?.ok === false && refusal.error.code === 'ERR_INTERNAL' && refusal;
    },
  },
  {
    id: 'A8',
    says: 'one request for a refund is one refund of one amount, however often it is made',
    broken: (world, { by, reply }) => {
      const wish = by.call.about as RefundWish | undefined;
      const { refund } = dataOf(reply);
      if (!wish?.refundOf || !refund) return false;
      const request = `${by.call.caller.openid} ${wish.refundOf} ${wish.requestId}`;
      const known = world.numbers.get(request) ?? refund.outRefundNo;
      world.numbers.set(request, known);
      const wanted = wish.amount ?? refund.amount;
      return (known !== refund.outRefundNo || wanted !== refund.amount) && { request, known, refund };
    },
  },
  {
    id: 'A9',
    says: 'nobody is told that money is back before it is',
    broken: (world, { reply }) => {
      const { refund, refunds = [] } = dataOf(reply);
      return [refund, ...refunds].find(
        (one) => one?.status === 'SUCCESS' && world.wechat.refunds.refunds.get(one.outRefundNo)?.state !== 'SUCCESS',
      );
    },
  },
  {
    id: 'A10',
    says: 'the back office answers its operators and the clock',
    broken: (_, { by, reply }) => {
      const { functionName, caller } = by.call;
      if (functionName !== 'backoffice' || caller.source === 'wx_trigger' || isOperator(caller.openid)) return false;
      return (reply as Reply<unknown>).ok && caller;
    },
  },
];

function isPaidOrKept(world: World, { transactionId, outTradeNo }: Trade): boolean {
  const paid = world.store.get('payments', transactionId ?? '')?.outTradeNo === outTradeNo;
  return paid || isKept(world, transactionId ?? outTradeNo);
}

/** How far a refund is here once it is that far at WeChat. */
const REACHED: Record<string, readonly string[]> = {
  SUCCESS: ['SUCCESS'],
  CLOSED: ['CLOSED'],
  ABNORMAL: ['ABNORMAL', 'SUCCESS', 'CLOSED'],
};

function isSettledOrKept(world: World, { outRefundNo, state }: RefundFact): boolean {
  const refund = world.store.get('refunds', outRefundNo);
  // Nothing came of a refund that is not ours: nothing to know.
  if (!refund && state === 'CLOSED') return true;
  return REACHED[state]?.includes(String(refund?.status)) || isKept(world, outRefundNo);
}

function dataOf(reply: unknown): Seen {
  const { ok, data } = Object(reply) as { ok?: boolean; data?: Seen };
  return ok && data ? data : {};
}

import type { WechatOrder } from '../world/virtual-wechat';
import type { World } from '../world/world';
import { type Invariant, isKept, orderDocuments, sum } from './invariant';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Orders at rest: nothing breaks any more, WeChat has sent its last notification, and nothing is left for the clock. */
export const AT_REST: readonly Invariant[] = [
  {
    id: 'L0',
    says: 'where nothing breaks, everybody gets an answer',
    broken: ({ unanswered }) => unanswered.length > 0 && unanswered,
  },
  {
    id: 'L1',
    says: 'every order that WeChat took money for is PAID by that payment, and in time',
    broken: (world) =>
      [...world.wechat.orders.values()].find((kept) => {
        const { order, state, transactionId, paidAt = 0 } = kept;
        if (state !== 'SUCCESS') return false;
        if (world.store.get('orders', order.outTradeNo)?.transactionId !== transactionId) return true;
        const known = world.chronicle.of(order.outTradeNo).paidAt ?? Number.POSITIVE_INFINITY;
        return known - paidAt > allowed(world, kept);
      }),
  },
  {
    id: 'L2',
    says: 'every order is PAID or CLOSED a day after it expired at the latest',
    broken: (world) =>
      orderDocuments(world).find(({ _id, expireAt, status }) => {
        const { paidAt, closedAt } = world.chronicle.of(_id);
        const ended = Math.min(paidAt ?? Number.POSITIVE_INFINITY, closedAt ?? Number.POSITIVE_INFINITY);
        return !/PAID|CLOSED/.test(status) || ended > expireAt + 24 * HOUR;
      }),
  },
  {
    id: 'L3',
    says: 'an order that is paid, neither late nor on hold, is delivered once, or cancelled and not, or DEAD; no other is',
    broken: (world) =>
      orderDocuments(world).find(({ _id, status, late, hold, fulfilledAt }) => {
        const entry = world.store.get('outbox', `fulfil:${_id}`);
        const deliveries = world.carrier.numbersOf(_id).length;
        if (status !== 'PAID' || late || hold) return entry !== undefined || deliveries > 0;
        if (entry?.status === 'DONE') return deliveries !== 1 || fulfilledAt === undefined;
        if (entry?.status === 'CANCELLED') return deliveries > 0;
        return entry?.status !== 'DEAD' || deliveries > 1;
      }),
  },
  {
    id: 'L6',
    says: 'nothing is owed to the world any more but what is DEAD, and of that a person knows',
    broken: (world) =>
      world.store.all('outbox').find(({ _id, kind, status }) => {
        if (status === 'DEAD') return kind !== 'alert' && !world.alerted.has(`alert:dead:${_id}`);
        return status === 'PENDING' || (kind === 'alert' && !world.alerted.has(_id));
      }),
  },
  {
    id: 'L7',
    says: 'the books say what WeChat says of payments: every one, and nothing else',
    broken: (world) => {
      const taken = [...world.wechat.orders.values()].filter(({ state }) => state === 'SUCCESS');
      const atWechat = sum(taken, ({ order }) => order.total);
      const booked = sum(
        world.store.all('ledger').filter(({ _id }) => _id.startsWith('pay:')),
        ({ amount }) => Number(amount),
      );
      return atWechat !== booked && { atWechat, booked };
    },
  },
  {
    id: 'L8',
    says: 'every genuine notification that was accepted and is not ours is kept for a person',
    broken: (world) =>
      world.wechat.notifier.sent.find(({ notification, accepted }) => {
        if (!accepted || notification.kind !== 'trade' || world.wechat.hasTakenMoneyIn(notification.trade))
          return false;
        const about = notification.trade.transactionId ?? notification.trade.outTradeNo;
        return !isKept(world, about);
      }),
  },
];

/** How long a payment may be unknown to us. */
function allowed(world: World, { wasClosed }: WechatOrder): number {
  if (wasClosed || !world.isCalm) return 13 * HOUR;
  return world.losesAllNotifications ? 6 * MINUTE : MINUTE;
}

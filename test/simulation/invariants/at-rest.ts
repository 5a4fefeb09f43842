import { type Invariant, orderDocuments, sum } from './invariant';

/**
 * What holds at rest: nothing breaks any more, WeChat has sent its last notification, and every buyer has opened his orders
 * once more. As long as no timer asks WeChat, that last look is what finds a payment whose notifications were all lost.
 */
export const AT_REST: readonly Invariant[] = [
  {
    id: 'L0',
    says: 'where nothing breaks, everybody gets an answer',
    broken: ({ unanswered }) => unanswered.length > 0 && unanswered,
  },
  {
    id: 'L1',
    says: 'every order that WeChat took money for is PAID by that payment',
    broken: (world) =>
      [...world.wechat.orders.values()].find(
        ({ order, state, transactionId }) =>
          state === 'SUCCESS' && world.store.get('orders', order.outTradeNo)?.transactionId !== transactionId,
      ),
  },
  {
    id: 'L3',
    says: 'goods are owed exactly once for an order that is paid, neither late nor on hold, and for no other',
    broken: (world) => {
      const owed = orderDocuments(world).filter(({ status, late, hold }) => status === 'PAID' && !late && !hold);
      const entries = world.store.all('outbox').filter(({ kind }) => kind === 'fulfil');
      const numbers = (list: readonly unknown[]) => list.map(String).sort().join();
      return (
        numbers(owed.map(({ _id }) => _id)) !== numbers(entries.map(({ outTradeNo }) => outTradeNo)) && {
          owed,
          entries,
        }
      );
    },
  },
  {
    id: 'L4',
    says: 'an order is late only if WeChat had really closed it, and then all of its money is on its way back',
    broken: (world) =>
      orderDocuments(world).find(({ _id, late, amount, reserved, refunded }) => {
        if (!late) return false;
        const refunds = world.store.all('refunds').filter(({ outTradeNo }) => outTradeNo === _id);
        const promised = sum(refunds, (refund) => Number(refund.amount));
        return !world.wechat.orders.get(_id)?.wasClosed || promised !== amount || reserved + refunded !== amount;
      }),
  },
  {
    id: 'L7',
    says: 'the books say what WeChat says: every payment, and nothing else',
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
        return !world.store.all('anomalies').some(({ _id }) => _id.endsWith(`:${about}`));
      }),
  },
];

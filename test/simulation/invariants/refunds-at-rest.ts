import type { World } from '../world/world';
import { type Invariant, isKept, orderDocuments, orderOf, sum } from './invariant';
import { refundsOfOrder } from './refunds-at-commit';

const MINUTE = 60_000;

/** Refunds at rest: everything has been decided, WeChat has brought back what it can, and has said so. */
export const REFUNDS_AT_REST: readonly Invariant[] = [
  {
    id: 'L4',
    says: 'an order is late only if WeChat had really closed it; its money is back, or a person knows why not',
    broken: (world) =>
      orderDocuments(world).find(({ _id, late, amount }) => {
        if (!late) return false;
        const refunds = refundsOfOrder(world, _id);
        const ours = refunds.find(({ by }) => by === 'system');
        if (!world.wechat.orders.get(_id)?.wasClosed || ours?.amount !== amount) return true;
        if (ours.status === 'ABNORMAL') return !world.alerted.has(`alert:refund-abnormal:${ours._id}`);
        if (ours.status === 'CLOSED') return !world.alerted.has(`alert:refund-closed:${ours._id}`);
        return ours.status !== 'SUCCESS';
      }),
  },
  {
    id: 'L4b',
    says: 'the money of a late payment is asked back within fifteen minutes of its proof',
    broken: (world) =>
      orderDocuments(world).find(({ _id, late }) => {
        if (!late) return false;
        const { paidAt = 0, lateRefundSentAt = Number.POSITIVE_INFINITY } = world.chronicle.of(_id);
        return lateRefundSentAt - Math.max(paidAt, world.healedAt) > 15 * MINUTE;
      }),
  },
  {
    id: 'L5',
    says: 'every refund has ended, or is ABNORMAL, as it has at WeChat',
    broken: (world) =>
      orderDocuments(world)
        .flatMap(({ _id }) => refundsOfOrder(world, _id))
        .find(({ _id, status, refusal }) => {
          const known = world.wechat.refunds.refunds.get(_id);
          if (status === 'DECLINED') return known !== undefined;
          if (status === 'CLOSED' && !known) return refusal === undefined;
          return status !== known?.state;
        }),
  },
  {
    id: 'L5b',
    says: 'every refund made by hand that WeChat could tell us of is in the books, or kept for a person',
    broken: (world) => unknownRefunds(world).find(({ outRefundNo }) => wasHeardOf(world, outRefundNo)),
  },
  {
    id: 'L7b',
    says: 'the books say what WeChat says of refunds: every one that we could know of, and nothing else',
    broken: (world) => {
      const back = [...world.wechat.refunds.refunds.values()].filter(({ state }) => state === 'SUCCESS');
      const atWechat = sum(back, ({ amount }) => amount) - sum(unknownRefunds(world), ({ amount }) => amount);
      const booked = sum(
        world.store.all('ledger').filter(({ _id }) => _id.startsWith('ref:')),
        ({ amount }) => Number(amount),
      );
      return atWechat !== booked && { atWechat, booked };
    },
  },
];

/** Made by hand and not in our books: nothing has told us, or it does not fit. */
function unknownRefunds(world: World) {
  return [...world.wechat.refunds.refunds.values()].filter(
    ({ byHand, state, outRefundNo }) => byHand && state === 'SUCCESS' && !world.store.get('refunds', outRefundNo),
  );
}

/** Whether we told WeChat that we know, and have nothing to show for it. */
function wasHeardOf(world: World, outRefundNo: string): boolean {
  const { outTradeNo, amount } = world.wechat.refunds.refunds.get(outRefundNo) ?? { outTradeNo: '', amount: 0 };
  const accepted = world.wechat.notifier.sent.some(
    (sent) => sent.means?.outRefundNo === outRefundNo && sent.means.state === 'SUCCESS' && sent.accepted,
  );
  if (!accepted) return false;
  const order = orderOf(world, outTradeNo);
  const fits = order && order.refunded + amount <= order.amount;
  return fits || !isKept(world, outRefundNo);
}

import type { Happenings } from '../world/world';
import { type Invariant, orderOf, sum } from './invariant';

/** What WeChat may be asked to give back, whether it would refuse the rest or not. */
export const AT_REFUND: readonly Invariant<Happenings['refund']>[] = [
  {
    id: 'S8',
    says: 'WeChat is not asked to give back more than it took, under however many numbers',
    broken: (world, { refund }) => {
      const others = world.wechat.refunds
        .of(refund.outTradeNo)
        .filter(
          ({ outRefundNo, state, byHand }) => outRefundNo !== refund.outRefundNo && state !== 'CLOSED' && !byHand,
        );
      return sum(others, ({ amount }) => amount) + refund.amount > Number(orderOf(world, refund.outTradeNo)?.amount);
    },
  },
  {
    id: 'S8b',
    says: 'WeChat is asked only for refunds that are written down, decided, and of the same payment and amount',
    broken: (world, { refund }) => {
      const { outRefundNo, outTradeNo, transactionId, amount, total } = refund;
      const written = world.store.get('refunds', outRefundNo);
      const order = orderOf(world, outTradeNo);
      const same = written?.amount === amount && order?.transactionId === transactionId && order.amount === total;
      const decided = written && !/ASKED|DECLINED/.test(String(written.status));
      return (!same || !decided || written.outTradeNo !== outTradeNo) && { refund, written };
    },
  },
  {
    id: 'S8c',
    says: 'a refund whose reservation was given back can reach WeChat no more',
    broken: (world, { refund }) =>
      world.store.get('refunds', refund.outRefundNo)?.status === 'CLOSED' &&
      !world.wechat.refunds.refunds.has(refund.outRefundNo) &&
      refund,
  },
];

/** Whom goods may be sent to. */
export const AT_DELIVERY: readonly Invariant<Happenings['delivery']>[] = [
  {
    id: 'S15',
    says: 'goods leave only for an order that is paid in time, without hold, and marked as sent',
    broken: (world, { delivery }) => {
      const order = orderOf(world, delivery.outTradeNo);
      return !(order?.status === 'PAID' && !order.late && !order.hold && order.fulfilmentSent) && { delivery, order };
    },
  },
  {
    id: 'S16',
    says: 'an order is delivered under one key, however often it is tried',
    broken: (world, { delivery: { outTradeNo, outboxId } }) => {
      const others = world.carrier.numbersOf(outTradeNo).filter((id) => id !== outboxId);
      return others.length > 0 && { outboxId, others };
    },
  },
  {
    id: 'S16b',
    says: 'what has arrived is not sent again once that is written down',
    broken: (world, { delivery }) => {
      const entry = world.store.get('outbox', `fulfil:${delivery.outTradeNo}`);
      return entry?.status !== 'PENDING' && { delivery, entry };
    },
  },
];

/** What WeChat is told about goods. */
export const AT_UPLOAD: readonly Invariant<Happenings['upload']>[] = [
  {
    id: 'S23',
    says: 'WeChat is told how goods travel once they do, and the same at every try',
    broken: (world, { info }) => {
      const payment = world.store.get('payments', info.transactionId);
      const outTradeNo = String(payment?.outTradeNo);
      const before = world.carrier.uploaded.get(info.transactionId);
      const changed = before && JSON.stringify(before) !== JSON.stringify(info);
      const foreign = orderOf(world, outTradeNo)?.openid !== info.openid;
      return (changed || foreign || world.carrier.numbersOf(outTradeNo).length === 0) && { info, before };
    },
  },
];

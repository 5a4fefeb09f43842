import { catalogue } from '../../../cloudfunctions/prepay/catalogue';
import type { Cart } from '../actors/phone';
import type { Sent } from '../world/notifier';
import type { Change } from '../world/store';
import type { Happenings, World } from '../world/world';
import { type Invariant, orderDocuments, sum } from './invariant';

type Order = ReturnType<typeof orderDocuments>[number];

/** Written out here, and not taken from the product: settlement's table of what an order may become. */
const WAYS: Record<string, readonly string[]> = {
  nothing: ['CREATED'],
  CREATED: ['CREATED', 'PAYING', 'CLOSING', 'CLOSED', 'PAID'],
  PAYING: ['PAYING', 'CLOSING', 'CLOSED', 'PAID'],
  CLOSING: ['CLOSING', 'CLOSED', 'PAID'],
  CLOSED: ['CLOSED', 'PAID'],
  PAID: ['PAID'],
};

/** What holds after every single commit, whatever breaks. */
export const AT_COMMIT: readonly Invariant<Happenings['commit']>[] = [
  {
    id: 'S1',
    says: 'an order is PAID only by a transaction that WeChat took money in, for this order and this amount',
    broken: (world, { changes }) =>
      ordersOf(changes).find(({ _id, status, transactionId, amount, openid }) => {
        if (status !== 'PAID') return false;
        const paid = world.wechat.orders.get(_id);
        return !(
          paid?.state === 'SUCCESS' &&
          paid.transactionId === transactionId &&
          paid.order.total === amount &&
          paid.order.openid === openid
        );
      }),
  },
  {
    id: 'S2',
    says: 'what is reserved and refunded is never negative, and together never more than the amount',
    broken: (_, { changes }) =>
      ordersOf(changes).find(
        ({ reserved, refunded, amount }) => !(reserved >= 0 && refunded >= 0 && reserved + refunded <= amount),
      ),
  },
  {
    id: 'S3',
    says: 'an order goes only the ways that settlement knows, and what identifies it never changes',
    broken: (_, { changes }) =>
      changes.find(({ collection, document, before }) => {
        if (collection !== 'orders') return false;
        if (!WAYS[String(before?.status ?? 'nothing')]?.includes(String(document.status))) return true;
        const kept = ['openid', 'amount', 'currency', 'api', 'appid', 'mchid', 'expireAt', 'createdAt'];
        return before !== undefined && kept.some((field) => before[field] !== document[field]);
      }),
  },
  {
    id: 'S3b',
    says: 'once paid, an order keeps the payment it has',
    broken: (_, { changes }) =>
      changes.find(
        ({ collection, document, before }) =>
          collection === 'orders' &&
          before?.status === 'PAID' &&
          ['transactionId', 'paidAt', 'late'].some((field) => before[field] !== document[field]),
      ),
  },
  {
    id: 'S4',
    says: 'an order has at most one payment, and none without being PAID by it',
    broken: (world, { changes }) =>
      changes.find(({ collection, document }) => {
        if (collection !== 'payments') return false;
        const ofOrder = world.store.all('payments').filter(({ outTradeNo }) => outTradeNo === document.outTradeNo);
        const order = world.store.get('orders', String(document.outTradeNo));
        return ofOrder.length !== 1 || order?.transactionId !== document._id;
      }),
  },
  {
    id: 'S4b',
    says: 'money documents are written once, and never changed',
    broken: (_, { changes }) =>
      changes.find(
        ({ collection, before }) => before && ['payments', 'ledger', 'order_keys', 'anomalies'].includes(collection),
      ),
  },
  {
    id: 'S5',
    says: 'goods are owed from the very commit that makes an order PAID, and only if it is neither late nor on hold',
    broken: (world, { changes }) =>
      changes.find(({ collection, document, before }) => {
        const outTradeNo = collection === 'outbox' && document.kind === 'fulfil' ? document.outTradeNo : document._id;
        const settled = collection === 'orders' && document.status === 'PAID' && before?.status !== 'PAID';
        if (!settled && collection !== 'outbox') return false;
        const order = world.store.get('orders', String(outTradeNo));
        if (!order) return false;
        const owed = order.status === 'PAID' && !order.late && !order.hold;
        return owed !== (world.store.get('outbox', `fulfil:${outTradeNo}`) !== undefined);
      }),
  },
  {
    id: 'S5b',
    says: 'a payment of which WeChat already reports a refund is on hold',
    broken: (_, { by, changes }) =>
      by.lastTold?.state === 'REFUND' &&
      changes.find(
        ({ collection, document, before }) =>
          document._id === by.lastTold?.outTradeNo &&
          collection === 'orders' &&
          document.status === 'PAID' &&
          before?.status !== 'PAID' &&
          !document.late &&
          !document.hold,
      ),
  },
  {
    id: 'S5c',
    says: 'an order that was closed when the payment came is late, and no other is',
    broken: (_, { changes }) =>
      changes.find(({ collection, document, before }) => {
        const settled = collection === 'orders' && document.status === 'PAID' && before?.status !== 'PAID';
        return settled && document.late !== (before?.status === 'CLOSED');
      }),
  },
  {
    id: 'S6',
    says: 'the ledger says what the orders say: what WeChat owes us, and what is promised to refunds',
    broken: (world) => {
      const orders = orderDocuments(world);
      const paid = orders.filter(({ status }) => status === 'PAID');
      const owed = sum(paid, ({ amount, refunded }) => amount - refunded);
      const promised = sum(orders, ({ reserved }) => reserved);
      const books = { wechat: balance(world, 'wechat'), refunds: -balance(world, 'refunds') };
      return (books.wechat !== owed || books.refunds !== promised) && { ...books, owed, promised };
    },
  },
  {
    id: 'S9',
    says: 'a proof that is not about this shop’s order changes no order',
    broken: (world, { by, changes }) => {
      const sent = by.call.about as Sent | undefined;
      const { notification } = sent ?? {};
      if (!notification) return false;
      // News of a refund makes us ask WeChat about the order, and what it answers may settle it.
      if (notification.kind === 'refund' || notification.kind === 'refund-hint') return false;
      const real = notification.kind === 'trade' && world.wechat.hasTakenMoneyIn(notification.trade);
      return (
        !real && changes.find(({ collection }) => ['orders', 'payments', 'ledger', 'refunds'].includes(collection))
      );
    },
  },
  {
    id: 'S10',
    says: 'an order belongs to its caller and costs what the catalogue says, whatever the event says',
    broken: (_, { by, changes }) =>
      changes.find(({ collection, document, before }) => {
        if (collection !== 'orders' || before) return false;
        const cart = by.call.about as Cart | undefined;
        return document.openid !== by.call.caller.openid || document.amount !== priceOf(cart);
      }),
  },
  {
    id: 'S11',
    says: 'an order is CLOSED only when nobody can pay it at WeChat any more',
    broken: (world, { changes }) =>
      changes.find(({ collection, document, before }) => {
        if (collection !== 'orders' || document.status !== 'CLOSED' || before?.status === 'CLOSED') return false;
        const kept = world.wechat.orders.get(document._id);
        const expired = world.scheduler.now >= Number(document.expireAt);
        if (!kept) return !expired;
        return kept.state === 'NOTPAY' ? !expired : !kept.wasClosed;
      }),
  },
  {
    id: 'S12',
    says: 'what does not fit is kept together with an alert to a person',
    broken: (world, { changes }) =>
      changes.find(
        ({ collection, document }) => collection === 'anomalies' && !world.store.get('outbox', `alert:${document._id}`),
      ),
  },
  {
    id: 'S13',
    says: 'a request of a buyer has one order, and every order one request',
    broken: (world, { changes }) =>
      changes.some(({ collection }) => collection === 'orders') &&
      orderDocuments(world).find(
        ({ _id }) => world.store.all('order_keys').filter(({ outTradeNo }) => outTradeNo === _id).length !== 1,
      ),
  },
];

export function priceOf(cart: Cart | undefined): number {
  return sum(
    cart?.items ?? [],
    ({ sku, quantity }) => quantity * (catalogue.find((goods) => goods.sku === sku)?.price ?? Number.NaN),
  );
}

function ordersOf(changes: readonly Change[]): Order[] {
  return changes
    .filter(({ collection }) => collection === 'orders')
    .map(({ document }) => document as unknown as Order);
}

function balance(world: World, account: string): number {
  return sum(world.store.all('ledger'), ({ debit, credit, amount }) => {
    const sign = (debit === account ? 1 : 0) - (credit === account ? 1 : 0);
    return sign * Number(amount);
  });
}

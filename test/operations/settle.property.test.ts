import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { moveOrder } from '../../cloudfunctions/lib/operations/move-order';
import type { Order } from '../../cloudfunctions/lib/payment/order';
import { handle } from '../../cloudfunctions/trade/handle';
import { anOrder, aTrade } from '../support/an-order';
import { checkModel, type Model, type Shop } from '../support/check-model';
import { howMany, PATIENCE } from '../support/how-many';
import { losingAnswers } from '../support/losing-answers';
import { notificationRequest, overHttp } from '../support/memory-shop';

const RUNS = howMany(1_000, 20_000);
const ORDERS = ['20261210ORDER000000000000000', '20261210ORDER111111111111111'];
const TRANSACTIONS = ['4200000000000000000000000001', '4200000000000000000000000002', '4200000000000000000000000003'];
const FOREIGN = { amount: { total: 1 }, openid: { openid: 'oBuyerB' }, api: { api: 'v2' }, none: {} } as const;

type Op =
  | {
      notify: number;
      transaction: number;
      state: 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'NEWSTATE';
      wrong: keyof typeof FOREIGN;
      /** WeChat is told to come again, although all was committed. */
      lost: boolean;
    }
  | { move: number; to: 'CLOSING' | 'CLOSED' };

interface Books {
  orders: { status: string; paidBy: string; late: boolean; hold: boolean; reserved: number }[];
  payments: string[];
  anomalies: string[];
  fulfil: string[];
  refunds: string[];
  inbox: string[];
  ledger: number;
}

const unpaid = { status: 'PAYING', paidBy: '', late: false, hold: false, reserved: 0 };

const model: Model<Op, Books> = {
  begin: {
    orders: [{ ...unpaid }, { ...unpaid }],
    ...{ payments: [], anomalies: [], fulfil: [], refunds: [], inbox: [], ledger: 0 },
  },

  prepare: (shop) =>
    shop.database.transaction(async (transaction) => {
      for (const _id of ORDERS) await transaction.create('orders', anOrder({ _id }));
    }),

  step(before, op) {
    const state = structuredClone(before);
    if ('move' in op) {
      const order = state.orders[op.move] ?? unpaid;
      const ways: Record<string, string[]> = { PAYING: ['CLOSING', 'CLOSED'], CLOSING: ['CLOSED'] };
      if (ways[order.status]?.includes(op.to)) order.status = op.to;
      return { state, answer: 'moved' };
    }
    const answer = op.lost ? '500' : '204';
    if (op.state === 'NOTPAY') {
      add(state.inbox, eventId(op));
      return { state, answer };
    }
    const order = state.orders[op.notify] ?? unpaid;
    const [number, transaction] = [ORDERS[op.notify] ?? '', TRANSACTIONS[op.transaction] ?? ''];
    const paysAnother = state.payments.some((one) => one.startsWith(transaction) && !one.endsWith(number));
    const reason =
      (op.state === 'NEWSTATE' && 'unknown-state') ||
      (op.wrong !== 'none' && op.wrong) ||
      (paysAnother && 'transaction-used') ||
      (order.status === 'PAID' && order.paidBy !== transaction && 'second-payment');
    if (reason) add(state.anomalies, `${reason}:${transaction}`);
    else if (order.status !== 'PAID') {
      order.late = order.status === 'CLOSED';
      order.hold = !order.late && op.state === 'REFUND';
      Object.assign(order, { status: 'PAID', paidBy: transaction, reserved: order.late ? 1280 : 0 });
      add(state.payments, `${transaction} ${number}`);
      state.ledger += order.late ? 2 : 1;
      if (order.late) add(state.refunds, number);
      else if (!order.hold) add(state.fulfil, `fulfil:${number}`);
    }
    return { state, answer };
  },

  async perform(shop, op) {
    if ('move' in op) {
      await moveOrder(shop.ports, ORDERS[op.move] ?? '', () => ({ status: op.to }));
      return 'moved';
    }
    const { wrong, state, lost } = op;
    const trade = {
      outTradeNo: ORDERS[op.notify],
      transactionId: TRANSACTIONS[op.transaction],
      state,
      ...FOREIGN[wrong],
    };
    const told = { kind: 'trade' as const, id: eventId(op), trade: aTrade(trade as object) };
    const database = lost ? losingAnswers(shop.database) : shop.database;
    const ports = { ...shop.ports, database, readNotification: () => told };
    return String(((await handle(notificationRequest, overHttp, ports)) as { statusCode: number }).statusCode);
  },

  observe(shop) {
    const all = (name: Parameters<Shop['database']['all']>[0]) => shop.database.all(name);
    return {
      orders: ORDERS.map((id) => {
        const { status, transactionId = '', late, hold, reserved } = shop.order(id) as unknown as Order;
        return { status, paidBy: transactionId, late, hold, reserved };
      }),
      payments: all('payments')
        .map(({ _id, outTradeNo }) => `${_id} ${outTradeNo}`)
        .sort(),
      anomalies: all('anomalies')
        .map(({ _id }) => String(_id))
        .sort(),
      fulfil: all('outbox')
        .filter(({ kind }) => kind === 'fulfil')
        .map(({ _id }) => String(_id))
        .sort(),
      refunds: all('refunds')
        .map(({ outTradeNo }) => String(outTradeNo))
        .sort(),
      inbox: all('inbox')
        .map(({ _id }) => String(_id))
        .sort(),
      ledger: all('ledger').length,
    };
  },
};

function eventId({ notify, transaction }: Extract<Op, { notify: number }>): string {
  return `event-${notify}-${transaction}`;
}

function add(list: string[], one: string): void {
  if (!list.includes(one)) list.push(one);
  list.sort();
}

const anyNotification: fc.Arbitrary<Op> = fc.record({
  notify: fc.nat(1),
  transaction: fc.nat(2),
  state: fc.constantFrom('SUCCESS', 'SUCCESS', 'SUCCESS', 'REFUND', 'NOTPAY', 'NEWSTATE'),
  wrong: fc.constantFrom('none', 'none', 'none', 'amount', 'openid', 'api'),
  lost: fc.constantFrom(false, false, false, true),
});
const anyMove: fc.Arbitrary<Op> = fc.record({ move: fc.nat(1), to: fc.constantFrom('CLOSING', 'CLOSED') });
const together = fc.array(fc.oneof({ weight: 4, arbitrary: anyNotification }, anyMove), { minLength: 1, maxLength: 3 });

test(
  `[R16] [T29] [T30] [T36] whatever WeChat says at once, an order and its books are as if it had said it in some order (${RUNS} runs)`,
  async () => {
    expect.hasAssertions();
    await checkModel(model, together, { runs: RUNS });
  },
  PATIENCE,
);

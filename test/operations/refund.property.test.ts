import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { handle as handleBackoffice } from '../../cloudfunctions/backoffice/handle';
import { recordRefund } from '../../cloudfunctions/lib/operations/record-refund';
import type { LedgerEntry, Refund } from '../../cloudfunctions/lib/payment/documents';
import type { Order } from '../../cloudfunctions/lib/payment/order';
import { handle as handleTrade } from '../../cloudfunctions/trade/handle';
import type { Reply } from '../../typings/api';
import { aPaidOrder, aRefundFact, fen } from '../support/an-order';
import { checkModel, type Model, type Shop } from '../support/check-model';
import { howMany, PATIENCE } from '../support/how-many';
import { losingAnswers } from '../support/losing-answers';
import { buyerA, operator, secondOperator } from '../support/memory-shop';

const RUNS = howMany(1_000, 20_000);
const PAID = 1280;
const CONSOLE = [300, PAID];
const { _id: outTradeNo } = aPaidOrder();

type Op =
  /** The buyer asks, or an operator gives; `lost` is who never hears that it was written down. */
  | { by: 'buyer' | 'operator'; request: number; amount: number; lost: boolean }
  | { decide: string; approve: boolean; second: boolean }
  /** WeChat speaks of a refund of ours, or of one made in its console. */
  | { told: string; state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL' }
  | { console: number }
  | { aMinutePasses: true };

interface Money {
  reserved: number;
  asked: number;
  refunded: number;
  /** By the name of the request. */
  refunds: { name: string; status: string; amount: number; decidedBy: string }[];
  goods: string;
  /** What the ledger says that WeChat owes us, and what is promised to refunds. */
  owed: number;
  promised: number;
  /** Whether the last refund was asked for less than a minute ago. */
  justAsked: boolean;
}

const model: Model<Op, Money> = {
  begin: {
    ...{ reserved: 0, asked: 0, refunded: 0, refunds: [], goods: 'PENDING' },
    ...{ owed: PAID, promised: 0, justAsked: false },
  },

  prepare: (shop) =>
    shop.database.transaction(async (transaction) => {
      const about = { outTradeNo, createdAt: shop.now, leaseUntil: 0, tries: 0, payload: {} };
      await transaction.create('orders', aPaidOrder());
      const pay = { debit: 'wechat', credit: 'sales', amount: fen(PAID), outTradeNo, at: shop.now } as const;
      await transaction.create('ledger', { _id: 'pay:1', ...pay });
      await transaction.create('outbox', { _id: `fulfil:${outTradeNo}`, kind: 'fulfil', status: 'PENDING', ...about });
    }),

  step(before, op) {
    const state = structuredClone(before);
    if ('aMinutePasses' in op) return { state: { ...state, justAsked: false }, answer: 'later' };
    if ('console' in op) return { state, answer: fromConsole(state, op.console) };
    if ('decide' in op) return { state, answer: decide(state, op) };
    if ('told' in op) return { state, answer: told(state, op) };
    const answer = ask(state, op);
    return { state, answer: op.lost ? 'ERR_BUSY' : answer };
  },

  async perform(shop, op) {
    if ('aMinutePasses' in op) {
      shop.wait(60_000);
      return 'later';
    }
    if ('console' in op) {
      const fact = { outRefundNo: `console-${op.console}`, amount: fen(CONSOLE[op.console] ?? 0) };
      return recordRefund(shop.ports, aRefundFact(fact), 'notification');
    }
    if ('told' in op) {
      const refund = named(shop, op.told);
      if (!refund) return 'nobody';
      const fact = { outRefundNo: refund._id, amount: refund.amount, state: op.state };
      return recordRefund(shop.ports, aRefundFact(fact), 'notification');
    }
    if ('decide' in op) {
      const outRefundNo = named(shop, op.decide)?._id ?? 'nobody';
      const event = { action: 'decideRefund', outRefundNo, approve: op.approve };
      return said(await shop.call.backoffice(event, op.second ? secondOperator : operator));
    }
    const { by, request, amount, lost } = op;
    const ports = lost ? { ...shop.ports, database: losingAnswers(shop.database) } : shop.ports;
    const event = { requestId: `r-${request}`, outTradeNo, amount, reason: `${by} ${request}` };
    return by === 'buyer'
      ? said(await handleTrade({ action: 'requestRefund', ...event }, buyerA, ports))
      : said(await handleBackoffice({ action: 'refund', ...event }, operator, ports));
  },

  observe(shop) {
    const { reserved, asked, refunded, lastRefundAt = 0 } = shop.order(outTradeNo) as unknown as Order;
    const ledger = shop.database.all('ledger') as unknown as LedgerEntry[];
    const balance = (account: string) =>
      ledger.reduce(
        (sum, { debit, credit, amount }) => sum + (debit === account ? amount : 0) - (credit === account ? amount : 0),
        0,
      );
    return {
      ...{ reserved, asked, refunded },
      refunds: refundsOf(shop)
        .map(({ _id, external, reason, status, amount, decidedBy = '' }) => {
          return { name: external ? _id : reason, status, amount, decidedBy };
        })
        .sort(byName),
      goods: String(shop.outbox(`fulfil:${outTradeNo}`)?.status),
      ...{ owed: balance('wechat'), promised: 0 - balance('refunds'), justAsked: shop.now - lastRefundAt < 60_000 },
    };
  },
};

function ask(state: Money, { by, request, amount }: Extract<Op, { by: string }>): string {
  const name = `${by} ${request}`;
  const existing = state.refunds.find((one) => one.name === name);
  if (existing) return existing.amount === amount ? 'ok' : 'ERR_REQUEST_ID_REUSED';
  if (amount < 1 || amount > PAID - state.reserved - state.refunded) return 'ERR_REFUND_AMOUNT';
  if (state.justAsked) return 'ERR_REFUND_TOO_SOON';
  const waits = by === 'buyer';
  state.refunds = [...state.refunds, { name, status: waits ? 'ASKED' : 'REQUESTED', amount, decidedBy: '' }].sort(
    byName,
  );
  state.reserved += amount;
  state.promised += amount;
  state.asked += waits ? amount : 0;
  state.justAsked = true;
  keepGoods(state);
  return 'ok';
}

function decide(state: Money, op: Extract<Op, { decide: string }>): string {
  const refund = state.refunds.find(({ name }) => name === op.decide);
  const who = (op.second ? secondOperator : operator).openid ?? '';
  if (!refund) return 'ERR_REFUND_NOT_FOUND';
  if (refund.status !== 'ASKED') {
    const same = refund.decidedBy === who && op.approve === (refund.status !== 'DECLINED');
    return same ? 'ok' : 'ERR_REFUND_DECIDED';
  }
  Object.assign(refund, { status: op.approve ? 'REQUESTED' : 'DECLINED', decidedBy: who });
  state.asked -= refund.amount;
  if (op.approve) keepGoods(state);
  else {
    state.reserved -= refund.amount;
    state.promised -= refund.amount;
  }
  return 'ok';
}

function told(state: Money, op: Extract<Op, { told: string }>): string {
  const refund = state.refunds.find(({ name }) => name === op.told);
  if (!refund) return 'nobody';
  if (['ASKED', 'DECLINED'].includes(refund.status)) return 'conflict';
  if (['SUCCESS', 'CLOSED'].includes(refund.status)) {
    return ['SUCCESS', 'CLOSED'].includes(op.state) && op.state !== refund.status ? 'conflict' : 'unchanged';
  }
  if (op.state === 'SUCCESS' || op.state === 'CLOSED') {
    refund.status = op.state;
    state.reserved -= refund.amount;
    state.promised -= refund.amount;
    if (op.state === 'SUCCESS') {
      state.refunded += refund.amount;
      state.owed -= refund.amount;
    }
    return 'ended';
  }
  const next = op.state === 'PROCESSING' ? 'SUBMITTED' : 'ABNORMAL';
  if (refund.status === next || refund.status === 'ABNORMAL') return 'unchanged';
  refund.status = next;
  return 'moved';
}

function fromConsole(state: Money, number: number): string {
  const [name, amount] = [`console-${number}`, CONSOLE[number] ?? 0];
  if (state.refunds.some((one) => one.name === name)) return 'unchanged';
  if (amount > PAID - state.reserved - state.refunded) return state.refunded + amount > PAID ? 'conflict' : 'not-yet';
  state.refunds = [...state.refunds, { name, status: 'SUCCESS', amount, decidedBy: '' }].sort(byName);
  state.refunded += amount;
  state.owed -= amount;
  keepGoods(state);
  return 'imported';
}

/** Goods stay here once all the money goes back and nothing of that is still to be decided. */
function keepGoods(state: Money): void {
  if (state.reserved + state.refunded === PAID && state.asked === 0) state.goods = 'CANCELLED';
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
const refundsOf = ({ database }: Shop) => database.all('refunds') as unknown as Refund[];
const named = (shop: Shop, name: string) => refundsOf(shop).find(({ reason }) => reason === name);
const said = (reply: unknown) => {
  const { ok, ...rest } = reply as Reply<unknown>;
  return ok ? 'ok' : (rest as { error: { code: string } }).error.code;
};

const anyName = fc.constantFrom('buyer 0', 'buyer 1', 'operator 0', 'operator 1');
const anyAsking: fc.Arbitrary<Op> = fc.record({
  by: fc.constantFrom('buyer', 'operator'),
  request: fc.nat(1),
  amount: fc.constantFrom(1, 640, 980, PAID, 0, PAID + 1),
  lost: fc.constantFrom(false, false, false, true),
});
const anyOp: fc.Arbitrary<Op> = fc.oneof(
  { weight: 3, arbitrary: anyAsking },
  { weight: 2, arbitrary: fc.record({ decide: anyName, approve: fc.boolean(), second: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      told: anyName,
      state: fc.constantFrom('PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ console: fc.nat(1) }) },
);
const together = fc.oneof(
  { weight: 3, arbitrary: fc.array(anyOp, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant<Op[]>([{ aMinutePasses: true }]) },
);

test(
  `[R16] [T31] [T33] [T36] whatever is asked, decided and told at once, the money of an order is as if it had come one after the other (${RUNS} runs)`,
  async () => {
    expect.hasAssertions();
    await checkModel(model, together, { runs: RUNS, maxCommands: 15 });
  },
  PATIENCE,
);

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LedgerEntry, Refund } from '../../cloudfunctions/lib/payment/documents';
import type { Order } from '../../cloudfunctions/lib/payment/order';
import { silence, soldShop } from '../support/memory-refunds';
import { buyerA, clock, operator, secondOperator, timerEvent } from '../support/memory-shop';

type Desk = Awaited<ReturnType<typeof soldShop>>;

/** What must hold between any two commits, of the one order and all the world knows of it. */
function checkBooks({ shop, outTradeNo }: Desk): void {
  const order = shop.order(outTradeNo) as unknown as Order;
  const refunds = shop.database.all('refunds') as unknown as Refund[];
  const entries = shop.database.all('ledger') as unknown as LedgerEntry[];
  const sum = (...statuses: Refund['status'][]) =>
    refunds.filter(({ status }) => statuses.includes(status)).reduce((total, { amount }) => total + amount, 0);
  const account = (name: LedgerEntry['debit']) =>
    entries.reduce((total, { debit, credit, amount }) => {
      return total + (debit === name ? amount : 0) - (credit === name ? amount : 0);
    }, 0);
  // One comparison: this is called a hundred thousand times, and an expectation costs more than the sums.
  expect({
    reserved: order.reserved,
    asked: order.asked,
    refunded: order.refunded,
    wechat: account('wechat'),
    owed: account('refunds') + order.reserved,
    isWithinThePrice: order.reserved + order.refunded <= order.amount,
    isWithinThePriceAtWechat: shop.wechat.refundedOf(outTradeNo) <= order.amount,
    isWithinFifty: order.refundCount <= 50,
  }).toEqual({
    reserved: sum('ASKED', 'REQUESTED', 'SUBMITTED', 'ABNORMAL'),
    asked: sum('ASKED'),
    refunded: sum('SUCCESS'),
    wechat: order.amount - order.refunded,
    owed: 0,
    isWithinThePrice: true,
    isWithinThePriceAtWechat: true,
    isWithinFifty: true,
  });
}

/** Everything that is under way comes to an end: WeChat answers, the banks pay, and the clock goes on. */
async function comeToRest(desk: Desk): Promise<void> {
  const { shop, decide } = desk;
  for (const { _id, status } of shop.database.all('refunds')) {
    if (status === 'ASKED') await decide(String(_id), true, secondOperator);
  }
  for (let i = 0; i < 12; i++) {
    for (const fact of shop.wechat.refunds.values()) {
      if (fact.state === 'PROCESSING') shop.wechat.finishRefund(fact.outRefundNo);
    }
    shop.wait(3_600_000);
    await shop.tick();
  }
}

describe('[T31] a hundred refunds of random size at once', () => {
  test('of one moment are one: the others are told to wait or what is left', async () => {
    const desk = await soldShop({ quantity: 8 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => desk.give(1 + i * 100, { requestId: `refund-${i}` })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    checkBooks(desk);
    // Without real conflicts this test would prove nothing.
    expect(desk.shop.database.attempts).toBeGreaterThan(110);
  });

  test('of one request are one', async () => {
    const desk = await soldShop();
    const answers = await Promise.all(Array.from({ length: 100 }, () => desk.give(500)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(desk.shop.database.all('refunds')).toHaveLength(1);
    checkBooks(desk);
  });
});

type Step = { act: (desk: Desk) => unknown; [fc.toStringMethod]: () => string };
const step = (name: string, act: Step['act']): Step => ({ act, [fc.toStringMethod]: () => name });
const pick = ({ shop }: Desk, which: number) => {
  const refunds = shop.database.all('refunds');
  return String(refunds[which % Math.max(1, refunds.length)]?._id);
};
const known = ({ shop }: Desk, which: number) => {
  const facts = [...shop.wechat.refunds.values()];
  return facts[which % Math.max(1, facts.length)];
};
const anyWhich = fc.nat(5);
const anyAmount = fc.constantFrom(1, 300, 640, 1280, 0, 1281);
const anyStep = fc.oneof(
  fc
    .tuple(fc.nat(4), anyAmount)
    .map(([id, amount]) => step(`ask ${id} ${amount}`, (desk) => desk.ask({ requestId: `r${id}`, amount }, buyerA))),
  fc
    .tuple(fc.nat(4), anyAmount)
    .map(([id, amount]) => step(`give ${id} ${amount}`, (desk) => desk.give(amount, { requestId: `r${id}` }))),
  fc
    .tuple(anyWhich, fc.boolean(), fc.boolean())
    .map(([which, approve, second]) =>
      step(`decide ${which} ${approve}`, (desk) =>
        desk.decide(pick(desk, which), approve, second ? secondOperator : operator),
      ),
    ),
  fc.constantFrom(1, 10, 60).map((minutes) =>
    step(`wait ${minutes}`, ({ shop }) => {
      shop.wait((minutes - 1) * 60_000);
      return shop.tick();
    }),
  ),
  fc.constant(step('tick', ({ shop }) => shop.call.backoffice(timerEvent, clock))),
  fc.tuple(anyWhich, fc.constantFrom('SUCCESS', 'CLOSED', 'ABNORMAL')).map(([which, state]) =>
    step(`finish ${which} ${state}`, (desk) => {
      const fact = known(desk, which);
      if (fact?.state === 'PROCESSING') desk.shop.wechat.finishRefund(fact.outRefundNo, state);
    }),
  ),
  anyWhich.map((which) =>
    step(`notify ${which}`, (desk) => {
      const refund = known(desk, which);
      return refund && desk.shop.notify({ kind: 'refund', id: 'event', refund });
    }),
  ),
  anyWhich.map((which) =>
    step(`hint ${which}`, (desk) => {
      const fact = known(desk, which);
      return fact && desk.shop.notify({ kind: 'refund-hint', id: 'event', ...fact });
    }),
  ),
  fc.constantFrom(1, 640).map((amount) =>
    step(`console ${amount}`, ({ shop, outTradeNo }) => {
      if (shop.wechat.refundedOf(outTradeNo) + amount <= 1280) shop.wechat.refundInConsole(outTradeNo, amount);
    }),
  ),
  fc
    .constantFrom('refund', 'queryRefund')
    .map((call) => step(`silent ${call}`, ({ shop }) => shop.wechat.next(call as 'refund', silence))),
  fc.constant(
    step('lose a commit', ({ shop }) => {
      shop.database.onCommit = (commit) => {
        shop.database.onCommit = (next) => next();
        commit();
        throw new Error('the answer was lost');
      };
    }),
  ),
);

describe('[T31] [T33] [T36] whatever buyers, operators, WeChat, the console and the clock do, in whatever order,', () => {
  test('the sums of the order are those of its refunds, of the books, and within what was paid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 25 }), async (steps) => {
        const desk = await soldShop();
        for (const { act } of steps) {
          await act(desk);
          checkBooks(desk);
        }
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  test('also when two things happen at once; and goods are sent or all money goes back, never neither', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyStep, anyStep), { minLength: 1, maxLength: 12 }), async (pairs) => {
        const desk = await soldShop();
        const { shop, outTradeNo } = desk;
        for (const [one, other] of pairs) {
          await Promise.all([one.act(desk), other.act(desk)]);
          checkBooks(desk);
        }
        shop.database.onCommit = (commit) => commit();
        await comeToRest(desk);
        checkBooks(desk);
        const { status } = shop.outbox(`fulfil:${outTradeNo}`) as { status: string };
        expect(status).toBe(new Set(shop.delivered).size === 1 ? 'DONE' : 'CANCELLED');
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deliverOutbox } from '../../cloudfunctions/lib/operations/deliver-outbox';
import type { Database } from '../../cloudfunctions/lib/operations/ports';
import { aPaidOrder } from '../support/an-order';
import { checkModel, type Model, type Shop } from '../support/check-model';
import { howMany, PATIENCE } from '../support/how-many';
import { losingAnswers } from '../support/losing-answers';

const RUNS = howMany(1_000, 20_000);
const { _id: outTradeNo } = aPaidOrder();
const id = `fulfil:${outTradeNo}`;
/** So that the tenth and last try is not far. */
const TRIED = 7;

type Op =
  /** What becomes of the delivery by whoever gets to it: it works, it fails, or he dies before or after he says that it worked. */
  { deliver: 'works' | 'fails' | 'dies unsaid' | 'dies said' } | { allMoneyGoesBack: true } | { aDayPasses: true };

interface Goods {
  entry: 'PENDING' | 'DONE' | 'CANCELLED' | 'DEAD';
  tries: number;
  /** How often the shop's way of delivering was called. */
  delivered: number;
  sent: boolean;
  personCalled: boolean;
  /** Whether somebody has it, or had it lately. */
  taken: boolean;
}

const calls = new WeakMap<Shop, { delivered: number }>();

const model: Model<Op, Goods> = {
  begin: { entry: 'PENDING', tries: TRIED, delivered: 0, sent: false, personCalled: false, taken: false },

  async prepare(shop) {
    calls.set(shop, { delivered: 0 });
    await shop.database.transaction(async (transaction) => {
      await transaction.create('orders', aPaidOrder());
      const entry = { _id: id, kind: 'fulfil', status: 'PENDING', outTradeNo, payload: {}, leaseUntil: 0 } as const;
      await transaction.create('outbox', { ...entry, tries: TRIED, createdAt: shop.now });
    });
  },

  step(before, op) {
    const state = { ...before };
    if ('aDayPasses' in op) return { state: { ...state, taken: false }, answer: 'later' };
    if ('allMoneyGoesBack' in op) {
      // What may be on its way already can only be sent again: the receiver alone knows.
      if (state.entry === 'PENDING' && !state.sent) state.entry = 'CANCELLED';
      return { state, answer: 'back' };
    }
    if (state.entry !== 'PENDING' || state.taken) return { state, answer: 'worked' };
    if (state.tries === 10) return { state: { ...state, entry: 'DEAD', personCalled: true }, answer: 'worked' };
    Object.assign(state, { tries: state.tries + 1, delivered: state.delivered + 1, sent: true, taken: true });
    if (op.deliver === 'works' || op.deliver === 'dies said') state.entry = 'DONE';
    return { state, answer: 'worked' };
  },

  async perform(shop, op) {
    if ('aDayPasses' in op) {
      shop.wait(86_400_000);
      return 'later';
    }
    if ('allMoneyGoesBack' in op) {
      const event = { action: 'refund', requestId: 'all', outTradeNo, amount: 1280, reason: 'all' };
      await shop.call.backoffice(event);
      return 'back';
    }
    // He dies after the goods are gone: everything before that is committed as it should be.
    let database: Database = shop.database;
    const ports = {
      ...shop.ports,
      database: {
        ...losingAnswers(shop.database),
        transaction: (body: never) => database.transaction(body),
      } as Database,
      fulfil: async () => {
        const count = calls.get(shop);
        if (count) count.delivered++;
        if (op.deliver === 'fails') throw new Error('the parcel service is closed');
        if (op.deliver === 'dies said') database = losingAnswers(shop.database);
        if (op.deliver === 'dies unsaid') database = dead;
        return undefined;
      },
    };
    await deliverOutbox(ports, shop.now + 60_000);
    return 'worked';
  },

  observe(shop) {
    const { status, tries, leaseUntil } = shop.outbox(id) as { status: never; tries: number; leaseUntil: number };
    return {
      ...{ entry: status, tries, delivered: calls.get(shop)?.delivered ?? 0 },
      sent: shop.order(outTradeNo)?.fulfilmentSent === true,
      personCalled: shop.outbox(`alert:dead:${id}`) !== undefined,
      taken: leaseUntil > shop.now,
    };
  },
};

const dead = {
  transaction: async () => {
    throw new Error('the process is gone');
  },
} as unknown as Database;

const anyDelivery: fc.Arbitrary<Op> = fc.record({
  deliver: fc.constantFrom('works', 'fails', 'fails', 'fails', 'dies unsaid', 'dies said'),
});
const together = fc.oneof<fc.Arbitrary<Op[]>[]>(
  fc.array(anyDelivery, { minLength: 1, maxLength: 3 }),
  fc.tuple(anyDelivery, fc.constant<Op>({ allMoneyGoesBack: true })),
  fc.constant<Op[]>([{ aDayPasses: true }]),
);

test(
  `[R16] [T30] [T35] however many deliver at once, fail or die, goods are owed until they are sent, sent once at a time, and given up with a word to a person (${RUNS} runs)`,
  async () => {
    expect.hasAssertions();
    await checkModel(model, together, { runs: RUNS, maxCommands: 12 });
  },
  PATIENCE,
);

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { handle } from '../../cloudfunctions/prepay/handle';
import type { Prepaid, Reply } from '../../typings/api';
import { checkModel, type Model, type Shop } from '../support/check-model';
import { howMany, PATIENCE } from '../support/how-many';
import { losingAnswers } from '../support/losing-answers';
import { buyerA, buyerB } from '../support/memory-shop';

const RUNS = howMany(1_000, 20_000);
const BUYERS = [buyerA, buyerB];
const apples = { sku: 'apple', quantity: 2 };
const banana = { sku: 'banana', quantity: 1 };
/** What is in the cart, whether it is the same as another one, and what comes of it. */
const CARTS = [
  { items: [apples, banana], same: 'both', total: 3250 },
  { items: [banana, apples], same: 'both', total: 3250 },
  { items: [apples], same: 'apples', total: 2560 },
  { items: [{ sku: 'durian', quantity: 1 }], same: 'durian', error: 'ERR_UNKNOWN_GOODS' },
  { items: [{ sku: 'apple', quantity: 0 }], same: 'nothing', error: 'ERR_BAD_QUANTITY' },
];

interface Op {
  buyer: number;
  request: number;
  cart: number;
  /** He never hears that his order was made. */
  lost: boolean;
}

interface Orders {
  /** Buyer, request, cart and sum of each. */
  made: string[];
  keys: number;
}

/** The request that each order number was answered to, which is one. */
const asked = new WeakMap<Shop, Map<string, Set<string>>>();

const model: Model<Op, Orders> = {
  begin: { made: [], keys: 0 },
  prepare: async (shop) => void asked.set(shop, new Map()),

  step({ made }, { buyer, request, cart, lost }) {
    const { same, total, error } = CARTS[cart] ?? {};
    const key = `${BUYERS[buyer]?.openid} request-${request}`;
    const existing = made.find((one) => one.startsWith(`${key} `));
    const fits = existing?.split(' ')[2] === same;
    const all = existing || error ? made : [...made, `${key} ${same} ${total}`].sort();
    const outcome = existing ? (fits ? String(total) : 'ERR_REQUEST_ID_REUSED') : (error ?? String(total));
    return { state: { made: all, keys: all.length }, answer: lost ? 'ERR_BUSY' : outcome };
  },

  async perform(shop, { buyer, request, cart, lost }) {
    const event = { action: 'prepay', requestId: `request-${request}`, items: CARTS[cart]?.items };
    const ports = lost ? { ...shop.ports, database: losingAnswers(shop.database) } : shop.ports;
    const caller = BUYERS[buyer] ?? buyerA;
    const reply = (await handle(event, caller, ports)) as Reply<Prepaid>;
    if (!reply.ok) return reply.error.code;
    const requests = asked.get(shop) ?? new Map();
    const { outTradeNo, total } = reply.data;
    requests.set(outTradeNo, (requests.get(outTradeNo) ?? new Set()).add(`${caller.openid} request-${request}`));
    return String(total);
  },

  observe(shop) {
    const requests = asked.get(shop) ?? new Map<string, Set<string>>();
    for (const [outTradeNo, keys] of requests) expect([outTradeNo, keys.size]).toEqual([outTradeNo, 1]);
    const made = shop.database.all('orders').map(({ _id, openid, items, amount }) => {
      const key = shop.database.all('order_keys').find(({ outTradeNo }) => outTradeNo === _id);
      const request = [0, 1].find((n) => key?._id === hash(shop, `${openid}|request-${n}`));
      const same = (items as unknown[]).length === 2 ? 'both' : 'apples';
      return `${openid} request-${request} ${same} ${amount}`;
    });
    return { made: made.sort(), keys: shop.database.all('order_keys').length };
  },
};

function hash({ ports }: Shop, text: string): string {
  return Buffer.from(ports.digest(text)).toString('hex');
}

const anyOp = fc.record({
  buyer: fc.nat(1),
  request: fc.nat(1),
  cart: fc.constantFrom(0, 0, 1, 1, 2, 3, 4),
  lost: fc.constantFrom(false, false, false, true),
});
const together = fc.array(anyOp, { minLength: 1, maxLength: 3 });

test(
  `[R16] [T28] [T36] however often and however close together buyers ask, a request is one order, of one cart (${RUNS} runs)`,
  async () => {
    expect.hasAssertions();
    await checkModel(model, together, { runs: RUNS, maxCommands: 5 });
  },
  PATIENCE,
);

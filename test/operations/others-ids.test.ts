import { describe, expect, test } from '@jest/globals';
import { handle as backoffice } from '../../cloudfunctions/backoffice/handle';
import type { Caller } from '../../cloudfunctions/lib/cloudbase/read-caller';
import { handle as prepay } from '../../cloudfunctions/prepay/handle';
import { handle as trade } from '../../cloudfunctions/trade/handle';
import { silence, soldShop } from '../support/memory-refunds';
import { buyerB, data, memoryShop, operator, refusedWith } from '../support/memory-shop';

type Shop = ReturnType<typeof memoryShop>;
const HANDLERS = { prepay, trade, backoffice };
type FunctionName = keyof typeof HANDLERS;
type Ids = Record<string, string>;

/** What buyer A has, in one state, and every number by which it is known. */
interface Story {
  shop: Shop;
  ids: Ids;
}

/** Of the right shape, and nobody's. */
const NONE: Ids = {
  outTradeNo: '20261210ZZZZZZZZZZZZZZZZZZZZ',
  outRefundNo: `R${'Z'.repeat(40)}`,
  transactionId: '4200000000000000000000009999',
  prepayId: 'prepay-20261210ZZZZZZZZZZZZZZZZZZZZ',
  requestId: 'request-nobody',
};

const idsOf = (shop: Shop, requestId: string): Ids => {
  const [order] = shop.database.all('orders') as [Ids];
  const [refund] = shop.database.all('refunds') as [Ids?];
  const { _id = '', transactionId = '', prepayId = '' } = order;
  const all = { outTradeNo: _id, outRefundNo: refund?._id ?? '', transactionId, prepayId, requestId };
  return Object.fromEntries(Object.entries(all).filter(([, id]) => id !== ''));
};

const STATES: Record<string, () => Promise<Story>> = {
  async CREATED() {
    const shop = memoryShop();
    shop.wechat.next('prepay', silence);
    await shop.call.prepay({ action: 'prepay', requestId: 'request-1', items: [{ sku: 'apple', quantity: 1 }] });
    return { shop, ids: idsOf(shop, 'request-1') };
  },
  async PAYING() {
    const shop = memoryShop();
    await shop.buy();
    return { shop, ids: idsOf(shop, 'request-1') };
  },
  async CLOSING() {
    const shop = memoryShop();
    const { outTradeNo } = await shop.buy();
    shop.wechat.next('close', silence);
    await shop.call.trade({ action: 'cancel', outTradeNo });
    return { shop, ids: idsOf(shop, 'request-1') };
  },
  async CLOSED() {
    const shop = memoryShop();
    const { outTradeNo } = await shop.buy();
    await shop.call.trade({ action: 'cancel', outTradeNo });
    return { shop, ids: idsOf(shop, 'request-1') };
  },
  async PAID() {
    const shop = memoryShop();
    await shop.sell();
    return { shop, ids: idsOf(shop, 'request-1') };
  },
  async 'PAID, with a refund that was asked for'() {
    const { shop, asked } = await soldShop();
    await asked({ amount: 500 });
    return { shop, ids: idsOf(shop, 'refund-1') };
  },
};

/** Every operation that takes a number, asked with `id` for it. */
const OPERATIONS: [name: FunctionName, action: string, request: (id: string) => object][] = [
  ['prepay', 'repay', (outTradeNo) => ({ outTradeNo })],
  ['trade', 'confirm', (outTradeNo) => ({ outTradeNo })],
  ['trade', 'get', (outTradeNo) => ({ outTradeNo })],
  ['trade', 'cancel', (outTradeNo) => ({ outTradeNo })],
  ['trade', 'refunds', (outTradeNo) => ({ outTradeNo })],
  ['trade', 'requestRefund', (outTradeNo) => ({ outTradeNo, requestId: 'refund-1', reason: '不要了' })],
  ['trade', 'requestRefund', (outTradeNo) => ({ outTradeNo, requestId: 'mine', amount: 1, reason: '不要了' })],
  ['backoffice', 'refund', (outTradeNo) => ({ outTradeNo, requestId: 'refund-1', amount: 1, reason: '不要了' })],
  ['backoffice', 'order', (outTradeNo) => ({ outTradeNo })],
  ['backoffice', 'decideRefund', (outRefundNo) => ({ outRefundNo, approve: true })],
];

/** Ports that note every call in turn, and of its arguments what names no document. */
function watched<T extends object>(port: T, trace: string[], path = ''): T {
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      const name = `${path}${String(key)}`;
      if (key === 'database' || key === 'log') return watched(value as object, trace, `${name}.`);
      if (typeof value !== 'function') return value;
      return (...[first, ...rest]: unknown[]) => {
        trace.push(key === 'digest' || typeof first === 'function' ? name : `${name} ${first}`);
        const body = typeof first === 'function' ? (one: object) => first(watched(one, trace, `${name}.`)) : first;
        return value.call(target, body, ...rest);
      };
    },
  });
}

/** Asks, and answers what the asker hears, byte for byte but for the number that he sent, and all that was done for it. */
async function ask({ shop }: Story, name: FunctionName, event: object, id: string, caller: Caller) {
  const trace: string[] = [];
  const reply = await HANDLERS[name](event, caller, watched(shop.ports, trace));
  return { reply: JSON.stringify(reply).replaceAll(id, '#'), trace };
}

describe.each(Object.keys(STATES))('S7, T25: an order that is %s, and of somebody else', (state) => {
  test('is answered like none, after the same work, whatever is asked and by whichever number', async () => {
    const story = await (STATES[state] as () => Promise<Story>)();
    const before = story.shop.database.everything();
    const { length: called } = story.shop.wechat.calls;
    for (const [name, action, request] of OPERATIONS) {
      for (const [kind, id] of Object.entries(story.ids)) {
        const none = NONE[kind] as string;
        const theirs = await ask(story, name, { action, ...request(id) }, id, buyerB);
        const nobodys = await ask(story, name, { action, ...request(none) }, none, buyerB);
        expect({ action, kind, ...theirs }).toEqual({ action, kind, ...nobodys });
        const code = name === 'backoffice' ? 'ERR_FORBIDDEN' : 'ERR_ORDER_NOT_FOUND';
        expect(JSON.parse(theirs.reply)).toEqual(refusedWith(code));
      }
    }
    expect(story.shop.database.everything()).toEqual(before);
    expect(story.shop.wechat.calls).toHaveLength(called);
  });

  test('is in no list of his, however far he reads', async () => {
    const { shop, ids } = await (STATES[state] as () => Promise<Story>)();
    for (const before of [undefined, 1, shop.now, Number.MAX_SAFE_INTEGER]) {
      const list = await shop.call.trade({ action: 'list', before }, buyerB);
      expect(list).toEqual({ ok: true, data: { orders: [] } });
    }
    const own = JSON.stringify(await shop.call.trade({ action: 'list' }));
    expect(own).toContain(ids.outTradeNo);
  });

  test('is answered otherwise to its buyer, so the comparison sees a difference', async () => {
    const story = await (STATES[state] as () => Promise<Story>)();
    const { outTradeNo = '' } = story.ids;
    const event = { action: 'refunds', outTradeNo };
    const own = await ask(story, 'trade', event, outTradeNo, { ...buyerB, openid: 'oBuyerA' });
    const foreign = await ask(story, 'trade', event, outTradeNo, buyerB);
    expect(own.trace).not.toEqual(foreign.trace);
    expect(JSON.parse(own.reply)).toMatchObject({ ok: true });
  });
});

test("S7, T25: a request id of another buyer's is as good as a new one", async () => {
  const [used, unused] = [memoryShop(), memoryShop()];
  for (const shop of [used, unused]) await shop.buy('request-of-a');
  const buy = (shop: Shop, requestId: string) => {
    const event = { action: 'prepay', requestId, items: [{ sku: 'kiwi', quantity: 2 }] };
    return ask({ shop, ids: {} }, 'prepay', event, requestId, buyerB);
  };
  const again = await buy(used, 'request-of-a');
  expect(again).toEqual(await buy(unused, 'request-of-b'));
  expect(JSON.parse(again.reply)).toMatchObject({ ok: true, data: { total: 3960 } });
  expect(used.database.all('orders').map(({ openid }) => openid)).toEqual(['oBuyerA', 'oBuyerB']);
});

test('S7, T25: numbers of another order do not open a refund of his own', async () => {
  const { shop, outTradeNo, ask: askRefund } = await soldShop();
  data<'requestRefund'>(await askRefund());
  const { outTradeNo: his } = data<'prepay'>(
    await shop.call.prepay({ action: 'prepay', requestId: 'r', items: [{ sku: 'apple', quantity: 1 }] }, buyerB),
  );
  const event = { action: 'requestRefund', outTradeNo: his, requestId: 'refund-1', reason: '不要了' };
  expect(await shop.call.trade({ ...event, transactionId: shop.order(outTradeNo)?.transactionId }, buyerB)).toEqual(
    refusedWith('ERR_REFUND_NOT_PAID'),
  );
  expect(shop.database.all('refunds')).toHaveLength(1);
  const asked = await shop.call.backoffice({ action: 'refunds', status: 'ASKED' }, operator);
  expect(data<'refunds'>(asked).refunds).toMatchObject([{ outTradeNo }]);
});

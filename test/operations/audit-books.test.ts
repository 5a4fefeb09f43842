import { beforeEach, describe, expect, test } from '@jest/globals';
import { auditBooks } from '../../cloudfunctions/lib/operations/audit-books';
import { soldShop } from '../support/memory-refunds';
import type { memoryShop } from '../support/memory-shop';

let shop: ReturnType<typeof memoryShop>;
let outTradeNo: string;
beforeEach(async () => {
  const desk = await soldShop();
  ({ shop, outTradeNo } = desk);
  await desk.given(500);
  await shop.tick();
  shop.wait(600_001);
});

const tamper = (id: string, changes: object, collection: 'orders' | 'ledger' = 'orders') =>
  shop.database.transaction((transaction) => transaction.update(collection, id, changes));
const audit = (cursor = 0, deadline = shop.now + 1) => auditBooks(shop.ports, deadline, cursor);
const alerts = () =>
  shop.database
    .all('outbox')
    .filter(({ kind }) => kind === 'alert')
    .map(({ _id, payload }) => [_id, (payload as { message: string }).message]);

describe('[T33] the hourly audit', () => {
  test('has nothing to say of books that are right', async () => {
    expect(await audit()).toMatchObject({ complete: true });
    expect(alerts()).toEqual([]);
  });

  test.each([
    ['refunded', { refunded: 1 }, '账目与订单不符（分）：应收微信差 1，待退款差 0'],
    ['reserved', { reserved: 0 }, '账目与订单不符（分）：应收微信差 0，待退款差 500'],
    ['status', { status: 'CLOSED' }, '账目与订单不符（分）：应收微信差 1280，待退款差 0'],
    ['amount', { amount: 1 }, '账目与订单不符（分）：应收微信差 1279，待退款差 0'],
  ])(
    'calls a person once when somebody has changed %s of an order, and changes nothing itself',
    async (_name, changes, message) => {
      await tamper(outTradeNo, changes);
      const before = [shop.database.all('orders'), shop.database.all('ledger'), shop.database.all('refunds')];
      await audit();
      await audit();
      expect(alerts()).toEqual([[`alert:audit:${outTradeNo}`, message]]);
      expect([shop.database.all('orders'), shop.database.all('ledger'), shop.database.all('refunds')]).toEqual(before);
    },
  );

  test('calls a person when somebody has changed the books', async () => {
    const [entry] = shop.database.all('ledger');
    await tamper(String(entry?._id), { amount: 1 }, 'ledger');
    await audit();
    expect(alerts()).toHaveLength(1);
  });

  test('leaves alone what is being written', async () => {
    const get = shop.database.get.bind(shop.database) as typeof shop.database.get;
    let reads = 0;
    shop.database.get = (async (...asked: Parameters<typeof get>) => {
      const found = await get(...asked);
      if (++reads === 1) await tamper(outTradeNo, { reserved: 0, refunded: 500 });
      return found;
    }) as typeof get;
    await tamper(outTradeNo, { reserved: 1 });
    await audit();
    expect(reads).toBe(2);
    expect(alerts()).toEqual([]);
  });

  test('goes on where it stopped, page by page, and looks at each order again only when its books have changed', async () => {
    const orders: string[] = [];
    for (let i = 0; i < 250; i++) {
      orders.push(await shop.sell(`many-${i}`));
      if (i % 120 !== 0) shop.wait(1);
    }
    shop.wait(600_001);
    const seen = new Set<string>();
    const get = shop.database.get.bind(shop.database) as typeof shop.database.get;
    shop.database.get = (async (...asked: Parameters<typeof get>) => {
      if (asked[0] === 'orders') seen.add(asked[1]);
      return get(...asked);
    }) as typeof get;
    let { cursor, complete } = await audit();
    expect([complete, seen.size]).toEqual([true, 251]);
    seen.clear();
    ({ cursor, complete } = await audit(cursor));
    expect([complete, [...seen]]).toEqual([true, [orders.at(-1)]]);
    expect(await audit(cursor, shop.now)).toEqual({ cursor, complete: false });
  });

  test('runs once an hour, and remembers where it was', async () => {
    await shop.tick(48);
    const job = () => shop.database.all('jobs').find(({ _id }) => _id === 'audit');
    expect(job()).toMatchObject({ token: 1, cursor: 0 });
    await shop.tick(5);
    expect(job()).toMatchObject({ token: 2 });
    expect(job()?.cursor).toBeGreaterThan(0);
  });
});

test('[T35] what is stuck calls a person, once a day', async () => {
  const { outTradeNo: unpaid } = await shop.buy('unpaid');
  await tamper(unpaid, { expireAt: shop.now - 25 * 3_600_000 });
  for (const { _id } of shop.database.all('outbox')) {
    await shop.database.transaction((transaction) =>
      transaction.update('outbox', String(_id), { status: 'PENDING', createdAt: shop.now - 25 * 3_600_000 }),
    );
  }
  for (const { _id } of shop.database.all('refunds')) {
    await shop.database.transaction((transaction) =>
      transaction.update('refunds', String(_id), { createdAt: shop.now - 73 * 3_600_000 }),
    );
  }
  await audit();
  await audit();
  const stuck = alerts().filter(([id]) => String(id).startsWith('alert:stuck'));
  expect(stuck).toEqual([
    ['alert:stuck:订单未能关闭:20261210', '订单未能关闭：1 笔'],
    ['alert:stuck:退款未有结果:20261210', '退款未有结果：1 笔'],
    ['alert:stuck:待办未完成:20261210', '待办未完成：2 笔'],
  ]);
});

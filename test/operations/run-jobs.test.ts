import { beforeEach, describe, expect, test } from '@jest/globals';
import { expireOrders } from '../../cloudfunctions/lib/operations/expire-orders';
import { queryOrders } from '../../cloudfunctions/lib/operations/query-orders';
import { returnLease, takeLease } from '../../cloudfunctions/lib/operations/take-lease';
import { watchOrders } from '../../cloudfunctions/lib/operations/watch-orders';
import { refuse, silence, soldShop } from '../support/memory-refunds';
import { clock, memoryShop, timerEvent } from '../support/memory-shop';

let shop: ReturnType<typeof memoryShop>;
beforeEach(() => {
  shop = memoryShop();
});

/** In which minute WeChat was asked what, about an order, in so many minutes. */
async function calls(minutes: number): Promise<string[]> {
  const made: string[] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    shop.wechat.calls.length = 0;
    await shop.tick();
    made.push(...shop.wechat.calls.map((call) => `${minute} ${call.split(' ')[0]}`));
  }
  return made;
}

describe('[T29] an order that is not paid', () => {
  test('is asked about, then closed a minute after it expires, then watched four times', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wait(30_000);
    const queries = ['1 query', '2 query', '5 query', '10 query', '15 query'];
    expect(await calls(16)).toEqual([...queries, '16 query', '16 close']);
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'CLOSED', watchCount: 0 });
    shop.wait(1);
    // Each look may come a minute late, and the next counts from it.
    expect(await calls(800)).toEqual(['2 query', '16 query', '122 query', '723 query']);
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'CLOSED', watchCount: 4 });
    expect(await calls(300)).toEqual([]);
  }, 20_000);

  test('is settled by the next question, when its notification was lost', async () => {
    const { outTradeNo } = await shop.buy();
    shop.wechat.pay(outTradeNo, shop.now);
    await shop.tick(2);
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAID', late: false });
    expect(await calls(60)).toEqual([]);
  });

  test('is settled, not closed, when it was paid in the last moment', async () => {
    const { outTradeNo } = await shop.buy();
    await shop.tick(15);
    shop.wechat.pay(outTradeNo, shop.now);
    await shop.tick(3);
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAID', late: false, reserved: 0 });
  });

  test('is refunded in full when it was paid while it was being closed and nobody said so', async () => {
    const { outTradeNo } = await shop.buy();
    await shop.tick(17);
    shop.wechat.pay(outTradeNo, shop.now);
    await shop.tick(8);
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'PAID', late: true, reserved: 1280 });
    expect(shop.wechat.refundedOf(outTradeNo)).toBe(1280);
    expect(shop.delivered).toEqual([]);
  });

  test('that WeChat has never seen is closed once nothing can be on its way', async () => {
    shop.wechat.next('prepay', silence);
    await shop.call.prepay({ action: 'prepay', requestId: 'r', items: [{ sku: 'kiwi', quantity: 1 }] });
    expect(await calls(17)).toEqual(['17 query', '17 close']);
    const status = () => shop.database.all('orders')[0]?.status;
    expect(status()).toBe('CLOSING');
    await shop.tick(2);
    expect(status()).toBe('CLOSED');
  });

  test('goes on being closed until WeChat has done it, later and later', async () => {
    const { outTradeNo } = await shop.buy();
    await shop.tick(16);
    const tried: number[] = [];
    for (let minute = 17; minute <= 60; minute++) {
      shop.wechat.next('close', silence);
      shop.wechat.calls.length = 0;
      await shop.tick();
      if (shop.wechat.calls.some((call) => call.startsWith('close'))) tried.push(minute);
      expect(shop.order(outTradeNo)).toMatchObject({ status: 'CLOSING' });
    }
    expect(tried).toEqual([17, 19, 21, 23, 26, 29, 33, 38, 44, 52]);
    shop.wechat.next('close', () => undefined);
    await shop.tick(15);
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'CLOSED' });
  });

  test('is not counted as watched while WeChat is silent', async () => {
    const { outTradeNo } = await shop.buy();
    await shop.tick(17);
    shop.wechat.next('query', silence);
    await shop.tick(4);
    expect(shop.wechat.calls.at(-1)).toBe(`query ${outTradeNo}`);
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'CLOSED', watchCount: 0 });
    await shop.tick(5);
    expect(shop.order(outTradeNo)).toMatchObject({ watchCount: 1 });
  });

  test('does not keep others waiting, when it fails every time', async () => {
    const poison = await shop.buy('poison');
    shop.wait(1);
    const { outTradeNo } = await shop.buy('fine');
    const { query } = shop.wechat;
    shop.wechat.query = async (no) =>
      no === poison.outTradeNo ? refuse('PARAM_ERROR')() : query.call(shop.wechat, no);
    await shop.tick(18);
    expect(shop.order(poison.outTradeNo)).toMatchObject({ status: 'PAYING' });
    expect(shop.order(outTradeNo)).toMatchObject({ status: 'CLOSED' });
  });
});

describe('[T35] the clock', () => {
  test.each<[string, (ports: typeof shop.ports, deadline: number) => Promise<boolean>]>([
    ['expire orders', expireOrders],
    ['query orders', queryOrders],
    ['watch orders', watchOrders],
  ])('may %s ten times at once without a lease, and WeChat is asked once', async (_name, job) => {
    const { outTradeNo } = await shop.buy();
    if (job === watchOrders) await shop.call.trade({ action: 'cancel', outTradeNo });
    shop.wait(job === expireOrders ? 961_000 : 130_000);
    shop.wechat.calls.length = 0;
    await Promise.all(Array.from({ length: 10 }, () => job(shop.ports, shop.now + 1)));
    expect(shop.wechat.calls.filter((call) => call.startsWith('query'))).toHaveLength(1);
    expect(shop.order(outTradeNo)?.status).toBe(job === queryOrders ? 'PAYING' : 'CLOSED');
  });

  test('that comes twice at once works once, and one that was missed is made up for', async () => {
    const desk = await soldShop();
    await desk.given(500);
    desk.shop.wait(3_600_000);
    await Promise.all([desk.shop.call.backoffice(timerEvent, clock), desk.shop.call.backoffice(timerEvent, clock)]);
    expect(desk.shop.delivered).toHaveLength(1);
    expect(desk.shop.wechat.calls).toHaveLength(1);
    expect(desk.shop.database.all('jobs').map(({ _id, token }) => [_id, token])).toEqual([
      ['orders-expire', 1],
      ['orders-query', 1],
      ['refunds', 1],
      ['outbox', 1],
      ['orders-watch', 1],
      ['audit', 1],
      ['recon', 1],
    ]);
  });

  test('gives each job its share of forty seconds, and begins nothing after them', async () => {
    for (let i = 0; i < 30; i++) await shop.buy(`request-${i}`);
    const sold = await shop.sell('sold');
    const begun = shop.now + 61_000;
    shop.wait(61_000);
    const { query } = shop.wechat;
    const asked: number[] = [];
    shop.wechat.query = async (no) => {
      asked.push(shop.now - begun);
      shop.wait(5_000);
      return query.call(shop.wechat, no);
    };
    await shop.call.backoffice(timerEvent, clock);
    expect(Math.max(...asked)).toBeLessThan(40_000);
    expect(asked).toHaveLength(2);
    expect(shop.delivered).toEqual([`fulfil:${sold}`]);
    for (let minute = 0; minute < 20; minute++) {
      shop.wait(10_000);
      await shop.call.backoffice(timerEvent, clock);
    }
    expect(new Set(shop.wechat.calls.filter((call) => call.startsWith('query'))).size).toBe(30);
  });

  test('runs the other jobs when one fails', async () => {
    const outTradeNo = await shop.sell();
    const find = shop.database.find.bind(shop.database) as typeof shop.database.find;
    shop.database.find = ((collection, query) =>
      collection === 'refunds' ? Promise.reject(new Error('no such index')) : find(collection, query)) as typeof find;
    await shop.tick();
    expect(shop.delivered).toEqual([`fulfil:${outTradeNo}`]);
    expect(shop.logged.join()).toContain('A job failed');
    const jobs = Object.fromEntries(shop.database.all('jobs').map((job) => [job._id, job]));
    expect(jobs.refunds).toMatchObject({ leaseUntil: 0, lastRunAt: 0 });
    expect(jobs.outbox).toMatchObject({ leaseUntil: 0, lastRunAt: shop.now });
  });
});

describe('[T35] a lease', () => {
  test('is held by one, and for a minute at most', async () => {
    const first = await takeLease(shop.ports, 'job', 0);
    expect(first).toMatchObject({ token: 1 });
    expect(await takeLease(shop.ports, 'job', 0)).toBeUndefined();
    shop.wait(59_999);
    expect(await takeLease(shop.ports, 'job', 0)).toBeUndefined();
    shop.wait(1);
    expect(await takeLease(shop.ports, 'job', 0)).toMatchObject({ token: 2 });
  });

  test('is taken by one of ten', async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeLease(shop.ports, 'job', 0)));
    expect(taken.filter((job) => job !== undefined)).toHaveLength(1);
  });

  test('cannot be given back by one who has lost it', async () => {
    const first = await takeLease(shop.ports, 'job', 0);
    shop.wait(60_000);
    const second = await takeLease(shop.ports, 'job', 0);
    if (!first || !second) throw new Error('the lease was not free');
    await returnLease(shop.ports, first, { cursor: 7, lastRunAt: 7 });
    expect(shop.database.all('jobs')).toMatchObject([
      { token: 2, cursor: 0, lastRunAt: 0, leaseUntil: shop.now + 60_000 },
    ]);
    await returnLease(shop.ports, second, { cursor: 8, lastRunAt: 8 });
    expect(shop.database.all('jobs')).toMatchObject([{ token: 2, cursor: 8, lastRunAt: 8, leaseUntil: 0 }]);
  });

  test('of a job that has run is not given again before its time', async () => {
    const job = await takeLease(shop.ports, 'job', 290_000);
    if (!job) throw new Error('the lease was not free');
    await returnLease(shop.ports, job, { lastRunAt: shop.now });
    shop.wait(289_999);
    expect(await takeLease(shop.ports, 'job', 290_000)).toBeUndefined();
    shop.wait(1);
    expect(await takeLease(shop.ports, 'job', 290_000)).toBeDefined();
  });
});

describe('[T20] a clock of ours that differs from WeChat’s', () => {
  test.each([
    [61, '快 61 秒'],
    [-3_600, '慢 3600 秒'],
  ])('by %i seconds calls a person, once a day', async (seconds, words) => {
    shop.ports.clockSkew = () => seconds;
    await shop.tick(3);
    expect(shop.database.all('outbox')).toMatchObject([
      { _id: 'alert:clock:20261210', payload: { message: expect.stringContaining(words) } },
    ]);
  });

  test.each([60, -60, 0])('by %i seconds calls nobody', async (seconds) => {
    shop.ports.clockSkew = () => seconds;
    await shop.tick(3);
    expect(shop.database.all('outbox')).toEqual([]);
  });
});

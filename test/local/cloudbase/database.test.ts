import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Sdk } from './sdk';
import { startCloud, type TestCloud } from './start-cloud';

// A process takes half a second to load the SDK, on a busy machine several.
jest.setTimeout(30_000);

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());
beforeEach(() =>
  cloud.run(async ({ db, _ }) => {
    for (const name of ['orders', 'members', 'accounts'])
      await db
        .collection(name)
        .where({ _id: _.exists(true) })
        .remove();
  }),
);

describe('documents', () => {
  test('are added with their own id or with one that is made, and read back as they were', async () => {
    const { given, made, read } = await cloud.run(async ({ db }) => {
      const orders = db.collection('orders');
      const given = await orders.add({
        data: { _id: 'o1', total: 1280, paid: false, none: null, big: 2 ** 40, half: 0.5 },
      });
      const made = await orders.add({ data: { nested: { list: [1, { a: '苹果' }] } } });
      return { given, made, read: (await orders.doc('o1').get()).data };
    });
    expect(given).toEqual({ _id: 'o1', errMsg: 'collection.add:ok' });
    expect(made._id).toMatch(/^[0-9a-f]{32}$/);
    expect(read).toEqual({ _id: 'o1', total: 1280, paid: false, none: null, big: 1099511627776, half: 0.5 });
    expect((await cloud.documents('orders')).find(({ _id }) => _id === made._id)).toEqual({
      _id: made._id,
      nested: { list: [1, { a: '苹果' }] },
    });
  });

  test('keep dates as dates, and serverDate is the time of the server with its offset', async () => {
    const before = Date.now();
    const kinds = await cloud.run(async ({ db }) => {
      const at = new Date(1_700_000_000_123);
      await db
        .collection('orders')
        .add({ data: { _id: 'd', at, made: db.serverDate(), later: db.serverDate({ offset: 60_000 }) } });
      const { data } = await db.collection('orders').doc('d').get();
      const { at: read, made, later } = data as Record<string, Date>;
      return [read instanceof Date, Number(read), Number(made), Number(later) - Number(made)];
    });
    expect(kinds).toEqual([true, 1_700_000_000_123, expect.any(Number), 60_000]);
    expect(kinds[2]).toBeGreaterThanOrEqual(before);
  });

  test('are updated by operators, nested fields one by one', async () => {
    const { stats, data } = await cloud.run(async ({ db, _ }) => {
      const orders = db.collection('orders');
      await orders.add({ data: { _id: 'u', count: 1, tags: ['a'], pay: { id: 1, how: 'v2' }, gone: 1 } });
      const { stats } = await orders.doc('u').update({
        data: { count: _.inc(2), tags: _.push(['b', 'c']), pay: { id: 2 }, gone: _.remove(), made: { deep: true } },
      });
      return { stats, data: (await orders.doc('u').get()).data };
    });
    expect(stats).toEqual({ updated: 1 });
    expect(data).toEqual({
      _id: 'u',
      count: 3,
      tags: ['a', 'b', 'c'],
      pay: { id: 2, how: 'v2' },
      made: { deep: true },
    });
  });

  test('that an update leaves as they were are not counted', async () => {
    const stats = await cloud.run(async ({ db }) => {
      const orders = db.collection('orders');
      await orders.add({ data: { _id: 'same', status: 'PAID' } });
      return [
        (await orders.doc('same').update({ data: { status: 'PAID' } })).stats,
        (await orders.doc('missing').update({ data: { status: 'PAID' } })).stats,
      ];
    });
    expect(stats).toEqual([{ updated: 0 }, { updated: 0 }]);
  });

  test('are replaced or made by set, and removed', async () => {
    const answers = await cloud.run(async ({ db }) => {
      const doc = db.collection('orders').doc('s');
      const made = await doc.set({ data: { a: 1, b: 2 } });
      const replaced = await doc.set({ data: { c: 3 } });
      const { data } = await doc.get();
      const removed = await doc.remove();
      return { made: made.stats, replaced: replaced.stats, data, removed: removed.stats };
    });
    expect(answers).toEqual({
      made: { created: 1, updated: 0 },
      replaced: { created: 0, updated: 1 },
      data: { _id: 's', c: 3 },
      removed: { removed: 1 },
    });
  });

  test('of a conditional update change only if the condition holds at that moment', async () => {
    const pay = (id: number) =>
      cloud.run(
        async ({ db }, id: number) =>
          (
            await db
              .collection('orders')
              .where({ _id: 'once', status: 'NEW' })
              .update({ data: { status: 'PAID', by: id } })
          ).stats.updated,
        id,
      );
    await cloud.run(async ({ db }) => db.collection('orders').add({ data: { _id: 'once', status: 'NEW' } }));
    const updated = await Promise.all([1, 2, 3, 4, 5].map(pay));
    expect(updated.sort()).toEqual([0, 0, 0, 0, 1]);
  });
});

describe('queries', () => {
  beforeEach(() =>
    cloud.run(async ({ db }) => {
      const rows = Array.from({ length: 130 }, (_, i) => ({
        _id: `q${String(i).padStart(3, '0')}`,
        openid: i % 2 ? 'odd' : 'even',
        createdAt: 1000 - i,
        status: ['NEW', 'PAID', 'CLOSED'][i % 3],
        next: i,
        tags: [i % 5, 'x'],
        ...(i < 3 ? { rare: i } : {}),
      }));
      await db.collection('orders').add({ data: rows });
    }),
  );

  test('answer 100 documents unless a limit is given, and skip and sort', async () => {
    const { all, page } = await cloud.run(async ({ db }) => {
      const orders = db.collection('orders');
      const all = (await orders.get()).data.length;
      const page = await orders
        .where({ openid: 'odd' })
        .orderBy('createdAt', 'desc')
        .skip(2)
        .limit(3)
        .field({ next: true })
        .get();
      return { all, page: page.data };
    });
    expect(all).toBe(100);
    expect(page).toEqual([
      { _id: 'q005', next: 5 },
      { _id: 'q007', next: 7 },
      { _id: 'q009', next: 9 },
    ]);
  });

  const operators: [string, (sdk: Sdk) => object, number][] = [
    ['in', ({ _ }) => ({ status: _.in(['NEW', 'CLOSED']) }), 87],
    ['a range', ({ _ }) => ({ next: _.gte(10).and(_.lt(20)) }), 10],
    ['not equal', ({ _ }) => ({ status: _.neq('NEW') }), 86],
    ['not in', ({ _ }) => ({ status: _.nin(['NEW']) }), 86],
    ['or', ({ _ }) => _.or([{ next: 1 }, { next: _.gt(127) }]), 3],
    ['exists', ({ _ }) => ({ rare: _.exists(true) }), 3],
    ['null, which a missing field equals', () => ({ rare: null }), 127],
    ['an element of a list', () => ({ tags: 4 }), 26],
    ['a pattern', () => ({ _id: /^q00/ }), 10],
    ['a range of another type, which matches nothing', ({ _ }) => ({ next: _.gt('1') }), 0],
  ];
  test.each(operators)('count what matches %s', async (_name, where, total) => {
    const counted = await cloud.run(async (sdk, source: string) => {
      const query = new Function(`return ${source}`)()(sdk);
      const { total } = await sdk.db.collection('orders').where(query).count();
      const { data } = await sdk.db.collection('orders').where(query).limit(1000).get();
      return [total, data.length];
    }, where.toString());
    expect(counted).toEqual([total, total]);
  });

  test('aggregate', async () => {
    const list = await cloud.run(async ({ db, _ }) => {
      const $ = _.aggregate;
      const pipeline = db.collection('orders').aggregate().match({ openid: 'odd' });
      const groups = await pipeline
        .group({ _id: '$status', n: $.sum(1), last: $.max('$next') })
        .sort({ _id: 1 })
        .end();
      return groups.list;
    });
    expect(list).toEqual([
      { _id: 'CLOSED', n: 21, last: 125 },
      { _id: 'NEW', n: 22, last: 129 },
      { _id: 'PAID', n: 22, last: 127 },
    ]);
  });
});

test('a unique value is free again when its document is removed or changed', async () => {
  await cloud.run(async ({ db }) => {
    const members = db.collection('members');
    await members.add({ data: { _id: 'a', phone: '1' } });
    await members.doc('a').update({ data: { phone: '2' } });
    await members.add({ data: { _id: 'b', phone: '1' } });
    await members.doc('b').remove();
    await members.add({ data: { _id: 'c', phone: '1' } });
  });
  expect((await cloud.documents('members')).map(({ _id }) => _id)).toEqual(['a', 'c']);
});

test('a collection can be made, and is there afterwards', async () => {
  const name = `made-${Date.now()}`;
  const created = await cloud.run(async ({ db }, name: string) => {
    const { errMsg } = await db.createCollection(name);
    await db.collection(name).add({ data: { _id: 1 } });
    return errMsg;
  }, name);
  expect(created).toBe('createCollection:ok');
  expect(await cloud.documents(name)).toEqual([{ _id: 1 }]);
});

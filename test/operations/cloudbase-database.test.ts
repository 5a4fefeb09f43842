import { describe, expect, test } from '@jest/globals';
import { createDatabase, type PlatformDatabase } from '../../cloudfunctions/lib/cloudbase/create-database';
import { DatabaseUnavailable } from '../../cloudfunctions/lib/errors';

type Data = Record<string, unknown>;

/** wx-server-sdk's database as far as it is used, with one document in `orders`, and what was asked of it. */
function platform({ fails = [] as unknown[] } = {}) {
  const asked: unknown[] = [];
  const documents: Record<string, Data> = { 'orders/known': { _id: 'known', status: 'PAYING' } };
  const collection = (name: string) => {
    const query = (so: Data) => ({
      orderBy: (field: string, direction: string) => query({ ...so, orderBy: [field, direction] }),
      limit: (limit: number) => query({ ...so, limit }),
      get: async () => {
        asked.push({ name, ...so });
        return { data: [documents['orders/known']] };
      },
      count: async () => {
        asked.push({ count: name, ...so });
        return { total: 7 };
      },
    });
    return {
      doc: (id: string) => ({
        get: async () => ({ data: documents[`${name}/${id}`] ?? null }),
        update: async (change: { data: object }) => void asked.push({ update: `${name}/${id}`, ...change }),
      }),
      add: async ({ data }: { data: object }) => void asked.push({ add: name, data }),
      where: (where: object) => query({ where }),
    };
  };
  const sdk = {
    collection,
    command: {
      in: (values: unknown) => ({ $in: values }),
      lt: (value: unknown) => ({ $lt: value }),
      gte: (value: unknown) => ({ $gte: value }),
    },
    runTransaction: async (body: (transaction: unknown) => Promise<unknown>, retries: number) => {
      asked.push({ retries });
      const result = await body({ collection });
      if (fails.length > 0) throw fails.shift();
      return result;
    },
  };
  const pauses: number[] = [];
  const database = createDatabase(sdk as unknown as PlatformDatabase, async (milliseconds) => {
    pauses.push(milliseconds);
  });
  return { database, asked, pauses };
}

// As wx-server-sdk 4.0.2 throws them: the code is gone, the message is left.
const failure = (errMsg: string) => Object.assign(new Error(errMsg), { errCode: -501001, errMsg });
const conflict = () => failure('document.update:fail -501001 [TransactionConflict] Write conflict');
const duplicate = () => failure('collection.add:fail -501001 E11000 duplicate key error');
const lost = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('[T36] a transaction', () => {
  test('writes by document id, fields only, and leaves repeating to us', async () => {
    const { database, asked } = platform();
    const result = await database.transaction(async (transaction) => {
      expect(await transaction.get('orders', 'known')).toEqual({ _id: 'known', status: 'PAYING' });
      expect(await transaction.get('orders', 'unknown')).toBeUndefined();
      await transaction.update('orders', 'known', { status: 'CLOSING' });
      const entry = { _id: 'event', api: 'v3' as const, type: 'NOTPAY', createdAt: 1 };
      await transaction.create('inbox', entry);
      return 'done';
    });
    expect(result).toBe('done');
    expect(asked).toEqual([
      { retries: 0 },
      { update: 'orders/known', data: { status: 'CLOSING' } },
      { add: 'inbox', data: { _id: 'event', api: 'v3', type: 'NOTPAY', createdAt: 1 } },
    ]);
  });

  test.each([
    ['another writer', conflict],
    ['a document that another writer created', duplicate],
    [
      'a conflict at the commit',
      () => ({ code: 'DATABASE_TRANSACTION_CONFLICT', message: 'conflict', requestId: 'r' }),
    ],
  ])('that meets %s runs again, after pauses that may grow', async (_name, error) => {
    const { database, pauses } = platform({ fails: [error(), error(), error()] });
    let runs = 0;
    await database.transaction(async () => void runs++);
    expect(runs).toBe(4);
    expect(pauses).toHaveLength(3);
    for (const [i, milliseconds] of pauses.entries()) expect(milliseconds).toBeLessThanOrEqual(20 * 2 ** (i + 1));
  });

  test('that meets others a dozen times gives up and says so', async () => {
    const { database, pauses } = platform({ fails: Array.from({ length: 20 }, conflict) });
    await expect(database.transaction(async () => 1)).rejects.toThrow(DatabaseUnavailable);
    expect(pauses).toHaveLength(11);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(400);
  });

  test('whose end is not known runs once, and says that the database is to blame', async () => {
    const { database } = platform({ fails: [lost()] });
    let runs = 0;
    await expect(database.transaction(async () => void runs++)).rejects.toThrow(DatabaseUnavailable);
    expect(runs).toBe(1);
  });

  test('whose body throws an error of ours throws that error', async () => {
    const { database } = platform();
    const body = async () => {
      throw new Error('Order x has disappeared.');
    };
    await expect(database.transaction(body)).rejects.toThrow(new Error('Order x has disappeared.'));
  });
});

test('documents are found by values, choices and bounds', async () => {
  const { database, asked } = platform();
  const found = await database.find('orders', {
    where: { openid: 'oBuyerA', status: { oneOf: ['CREATED', 'PAYING'] }, createdAt: { below: 5 } },
    orderBy: { field: 'createdAt', direction: 'desc' },
    limit: 20,
  });
  expect(found).toEqual([{ _id: 'known', status: 'PAYING' }]);
  expect(asked).toEqual([
    {
      name: 'orders',
      where: { openid: 'oBuyerA', status: { $in: ['CREATED', 'PAYING'] }, createdAt: { $lt: 5 } },
      orderBy: ['createdAt', 'desc'],
      limit: 20,
    },
  ]);
});

test('documents are counted without being read', async () => {
  const { database, asked } = platform();
  expect(await database.count('orders', { status: 'PAID', createdAt: { from: 5 } })).toBe(7);
  expect(asked).toEqual([{ count: 'orders', where: { status: 'PAID', createdAt: { $gte: 5 } } }]);
});

test('a document that does not exist is none', async () => {
  const { database } = platform();
  expect(await database.get('orders', 'known')).toEqual({ _id: 'known', status: 'PAYING' });
  expect(await database.get('orders', 'unknown')).toBeUndefined();
});

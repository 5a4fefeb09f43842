import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { closeDatabase, type Database, openDatabase } from '../../../local/cloudbase/database/database';
import { Transactions } from '../../../local/cloudbase/database/transactions';
import { encode } from '../../../local/cloudbase/database/wire-values';
import type { CloudError } from '../../../local/cloudbase/errors';
import { findDatabaseAction } from '../../../local/cloudbase/operations/find-database-action';
import { declaration, startCloud, type TestCloud } from './start-cloud';

// A process takes half a second to load the SDK, on a busy machine several.
jest.setTimeout(30_000);

describe('under wx-server-sdk', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startCloud();
  });
  afterAll(() => cloud.close());
  beforeEach(() =>
    cloud.run(async ({ db, _ }) => {
      for (const name of ['accounts', 'members'])
        await db
          .collection(name)
          .where({ _id: _.exists(true) })
          .remove();
      await db.collection('accounts').add({ data: { _id: 'a', amount: 100 } });
      await db.collection('accounts').add({ data: { _id: 'b', amount: 0 } });
    }),
  );
  const balances = async () => (await cloud.documents('accounts')).map(({ _id, amount }) => `${_id}=${amount}`);

  test('a transaction commits all of its writes and sees its own', async () => {
    const seen = await cloud.run(async ({ db, _ }) =>
      db.runTransaction(async (tx) => {
        await tx
          .collection('accounts')
          .doc('a')
          .update({ data: { amount: _.inc(-30) } });
        await tx.collection('accounts').add({ data: { _id: 'c', amount: 30 } });
        const a = await tx.collection('accounts').doc('a').get();
        const c = await tx.collection('accounts').doc('c').get();
        return [a.data, c.data];
      }),
    );
    expect(seen).toEqual([
      { _id: 'a', amount: 70 },
      { _id: 'c', amount: 30 },
    ]);
    expect(await balances()).toEqual(['a=70', 'b=0', 'c=30']);
  });

  test('a rollback, and an exception in the callback, leave everything as it was', async () => {
    const reasons = await cloud.run(async ({ db, _ }) => {
      const spend = (end: (tx: { rollback(reason: string): Promise<unknown> }) => Promise<unknown>) =>
        db
          .runTransaction(async (tx) => {
            await tx
              .collection('accounts')
              .doc('a')
              .update({ data: { amount: _.inc(-30) } });
            await end(tx);
          })
          .catch((error: Error | string) => (typeof error === 'string' ? error : error.message));
      return [
        await spend((tx) => tx.rollback('not enough')),
        await spend(async () => {
          throw new Error('on the way');
        }),
      ];
    });
    expect(reasons).toEqual(['not enough', 'on the way']);
    expect(await balances()).toEqual(['a=100', 'b=0']);
  });

  test('of two that write one document the second fails with a conflict at once, which the SDK does not retry', async () => {
    const answer = await cloud.run(async ({ db, _ }) => {
      const first = await db.startTransaction();
      await first
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: _.inc(-1) } });
      const second = await db
        .runTransaction((tx) =>
          tx
            .collection('accounts')
            .doc('a')
            .update({ data: { amount: _.inc(-2) } }),
        )
        .catch((error: { errCode: number; errMsg: string }) => [error.errCode, error.errMsg]);
      await first.commit();
      return second;
    });
    expect(answer).toEqual([-501001, expect.stringMatching(/document\.update:fail .*TransactionConflict/)]);
    expect(await balances()).toEqual(['a=99', 'b=0']);
  });

  test('concurrent transfers that retry their conflicts all happen, each once', async () => {
    const transfer = () =>
      cloud.run(async ({ db, _ }) => {
        for (let attempt = 1; attempt <= 60; attempt++) {
          try {
            await db.runTransaction(async (tx) => {
              await tx
                .collection('accounts')
                .doc('a')
                .update({ data: { amount: _.inc(-5) } });
              await tx
                .collection('accounts')
                .doc('b')
                .update({ data: { amount: _.inc(5) } });
            });
            return attempt;
          } catch (error) {
            if (!/TransactionConflict/.test(String((error as { errMsg?: string }).errMsg))) throw error;
            await new Promise((resume) => setTimeout(resume, Math.random() * 10 * attempt));
          }
        }
        throw new Error('no end of conflicts');
      });
    await Promise.all(Array.from({ length: 10 }, transfer));
    expect(await balances()).toEqual(['a=50', 'b=50']);
  });

  test('a transaction reads what was committed when it began, and cannot write over what changed since', async () => {
    const answer = await cloud.run(async ({ db }) => {
      const tx = await db.startTransaction();
      await db
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: 1 } });
      await db.collection('accounts').doc('b').remove();
      await db.collection('accounts').add({ data: { _id: 'new' } });
      const accounts = tx.collection('accounts');
      const a = (await accounts.doc('a').get()).data;
      const b = (await accounts.doc('b').get()).data;
      const made = await accounts
        .doc('new')
        .get()
        .catch((error: Error) => error.message);
      const write = await accounts
        .doc('a')
        .update({ data: { amount: 2 } })
        .catch((error: Error) => error.message);
      const after = await accounts
        .doc('a')
        .get()
        .catch((error: Error) => error.message);
      return { a, b, made, write, after };
    });
    expect(answer).toEqual({
      a: { _id: 'a', amount: 100 },
      b: { _id: 'b', amount: 0 },
      made: expect.stringMatching(/new/),
      write: expect.stringMatching(/TransactionConflict/),
      after: expect.stringMatching(/TransactionNotExist/),
    });
  });

  test('an ordinary write waits for a transaction that holds the document, and is judged on what is there then', async () => {
    const answer = await cloud.run(async ({ db, _ }) => {
      const tx = await db.startTransaction();
      await tx
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: _.inc(-100) } });
      let done = false;
      const withdrawal = db
        .collection('accounts')
        .where({ _id: 'a', amount: _.gte(50) })
        .update({ data: { amount: _.inc(-50) } })
        .then(({ stats }) => {
          done = true;
          return stats.updated;
        });
      await new Promise((resume) => setTimeout(resume, 150));
      const waited = !done;
      await tx.commit();
      return { waited, updated: await withdrawal };
    });
    expect(answer).toEqual({ waited: true, updated: 0 });
    expect(await balances()).toEqual(['a=0', 'b=0']);
  });

  test('a query in a transaction is refused', async () => {
    const words = await cloud.run(async ({ db }) => {
      const tx = await db.startTransaction();
      const accounts = tx.collection('accounts') as unknown as ReturnType<typeof db.collection>;
      const words = await accounts
        .where({ amount: 0 })
        .get()
        .then(String, (error: Error) => error.message);
      await tx.rollback('');
      return words;
    });
    expect(words).toMatch(/-501007.*doc\(id\) only/);
  });

  test('an id that is taken, and a unique value, end the transaction', async () => {
    await cloud.run(async ({ db }) => db.collection('members').add({ data: { _id: 'm', phone: '1' } }));
    const words = await cloud.run(async ({ db }) => {
      const attempt = (data: Record<string, unknown>) =>
        db
          .runTransaction(async (tx) => {
            await tx
              .collection('accounts')
              .doc('a')
              .update({ data: { amount: 7 } });
            await tx.collection('members').add({ data });
          })
          .then(String, (error: Error) => error.message);
      return [await attempt({ _id: 'm', phone: '2' }), await attempt({ _id: 'n', phone: '1' })];
    });
    expect(words).toEqual([expect.stringMatching(/E11000.*_id_/), expect.stringMatching(/E11000.*phone/)]);
    expect(await balances()).toEqual(['a=100', 'b=0']);
  });

  test('two transactions that add one id: the first has it', async () => {
    const words = await cloud.run(async ({ db }) => {
      const [first, second] = [await db.startTransaction(), await db.startTransaction()];
      await first.collection('accounts').add({ data: { _id: 'x', by: 1 } });
      const words = await second
        .collection('accounts')
        .add({ data: { _id: 'x', by: 2 } })
        .then(String, (error: Error) => error.message);
      await first.commit();
      return words;
    });
    expect(words).toMatch(/TransactionConflict/);
    expect(await cloud.documents('accounts')).toContainEqual({ _id: 'x', by: 1 });
  });
});

describe('at the database itself', () => {
  let folder: string;
  let database: Database;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudbase-test-'));
    database = openDatabase(folder, declaration);
  });
  afterEach(() => {
    closeDatabase(database);
    rmSync(folder, { recursive: true, force: true });
  });
  const act = async (action: string, request: object) =>
    findDatabaseAction(`database.${action}`)?.(database, {
      collectionName: 'accounts',
      ...request,
    } as never) as Promise<{
      transactionId: string;
    }>;
  const add = (id: string, more = {}) => act('insertDocument', { data: [encode({ _id: id, n: 0 })], ...more });

  test('a transaction ends by itself when its time is over, and lets go of what it held', async () => {
    database.transactions.close();
    database = { ...database, transactions: new Transactions(database.store, 100) };
    const { transactionId } = await act('startTransaction', {});
    await add('slow', { transactionId });
    await add('slow');
    const refusal = await act('commitTransaction', { transactionId }).catch((error: CloudError) => error);
    expect(refusal).toMatchObject({
      code: 'DATABASE_TRANSACTION_FAIL',
      message: expect.stringMatching(/must be commit or abort in 30 seconds/),
    });
  });

  test('a transaction cannot be used twice', async () => {
    const { transactionId } = await act('startTransaction', {});
    await act('commitTransaction', { transactionId });
    await expect(act('commitTransaction', { transactionId })).rejects.toThrow(/TransactionNotExist/);
    await expect(act('abortTransaction', { transactionId })).rejects.toThrow(/TransactionNotExist/);
    await expect(add('late', { transactionId })).rejects.toThrow(/TransactionNotExist/);
  });

  test('no more than a thousand are open at once', async () => {
    for (let count = 0; count < 1000; count++) await act('startTransaction', {});
    await expect(act('startTransaction', {})).rejects.toThrow(/1000 transactions are open/);
  });
});

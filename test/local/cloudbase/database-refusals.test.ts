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

/** The failure of a script, as the SDK gives it to product code. */
const failure = <Argument>(script: (sdk: Sdk, argument: Argument) => Promise<unknown>, argument?: Argument) =>
  cloud.run(script, argument).then(
    () => 'no failure',
    (error: Error) => error.message,
  );

describe('what the database refuses', () => {
  const refusals: [string, (sdk: Sdk) => Promise<unknown>, RegExp][] = [
    [
      'an _id that is taken',
      async ({ db }) => {
        await db.collection('orders').add({ data: { _id: 'twice' } });
        await db.collection('orders').add({ data: { _id: 'twice' } });
      },
      /collection\.add:fail -502001 database request fail\..*E11000 duplicate key.*orders index: _id_/,
    ],
    [
      'a value that a unique index has',
      async ({ db }) => {
        await db.collection('members').add({ data: { phone: '138' } });
        await db.collection('members').add({ data: { phone: '138' } });
      },
      /-502001.*E11000.*members index: phone/,
    ],
    [
      'a second document without the field of a unique index, which counts as null',
      async ({ db }) => {
        await db.collection('members').add({ data: { name: 'a' } });
        await db.collection('members').add({ data: { name: 'b' } });
      },
      /-502001.*E11000.*members index: phone.*null/,
    ],
    [
      'an update into a value that a unique index has',
      async ({ db }) => {
        await db.collection('members').add({ data: { _id: 'a', phone: '1' } });
        await db.collection('members').add({ data: { _id: 'b', phone: '2' } });
        await db
          .collection('members')
          .doc('b')
          .update({ data: { phone: '1' } });
      },
      /-502001.*E11000/,
    ],
    [
      'a collection that is not there',
      async ({ db }) => db.collection('nowhere').get(),
      /-502005 database collection not exists.*nowhere/,
    ],
    [
      'adding to a collection that is not there',
      async ({ db }) => db.collection('nowhere').add({ data: {} }),
      /-502005/,
    ],
    ['a document that is not there', async ({ db }) => db.collection('orders').doc('none').get(), /document.get:fail/],
    [
      'adding to a text',
      async ({ db, _ }) => {
        await db.collection('orders').add({ data: { _id: 't', total: '12' } });
        await db
          .collection('orders')
          .doc('t')
          .update({ data: { total: _.inc(1) } });
      },
      /Cannot apply \$inc to a value of non-numeric type/,
    ],
    [
      'a field inside a number',
      async ({ db }) => {
        await db.collection('orders').add({ data: { _id: 'n', pay: 5 } });
        await db
          .collection('orders')
          .doc('n')
          .update({ data: { pay: { id: 1 } } });
      },
      /Cannot create field 'id' in element \{pay: 5\}/,
    ],
    [
      'pushing to what is no list',
      async ({ db, _ }) => {
        await db.collection('orders').add({ data: { _id: 'p', tags: 'x' } });
        await db
          .collection('orders')
          .doc('p')
          .update({ data: { tags: _.push(['y']) } });
      },
      /The field 'tags' must be an array but is of type string/,
    ],
    [
      'an answer of more than 1 MB',
      async ({ db }) => {
        for (const _id of ['b1', 'b2', 'b3'])
          await db.collection('orders').add({ data: { _id, text: 'x'.repeat(400_000) } });
        await db.collection('orders').get();
      },
      /-602001 database query size exceed limit/,
    ],
    ['code in a query', async ({ db }) => db.collection('orders').where({ $where: 'true' }).get(), /\$where/],
    ['a collection that is already there', async ({ db }) => db.createCollection('orders'), /Table exist: orders/],
    [
      'an API of WeChat that is not here',
      async ({ cloud }) => cloud.openapi.security.msgSecCheck({ content: 'a' }),
      /not available locally/,
    ],
    [
      'paying through cloudPay',
      async ({ cloud }) => cloud.cloudPay.unifiedOrder({ body: 'a' }),
      /not available locally/,
    ],
  ];
  test.each(refusals)('%s', async (_name, script, words) => {
    expect(await failure(script)).toMatch(words);
  });
});

test('an update that a unique index forbids changes none of the documents', async () => {
  await failure(async ({ db }) => {
    await db.collection('members').add({ data: { _id: 'a', phone: '1', n: 0 } });
    await db.collection('members').add({ data: { _id: 'b', phone: '2', n: 0 } });
    await db
      .collection('members')
      .where({ n: 0 })
      .update({ data: { phone: '3', n: 1 } });
  });
  expect(await cloud.documents('members')).toEqual([
    { _id: 'a', phone: '1', n: 0 },
    { _id: 'b', phone: '2', n: 0 },
  ]);
});

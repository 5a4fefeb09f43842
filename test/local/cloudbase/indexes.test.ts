import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { find } from 'mingo';
import { database } from '../../../cloudfunctions/database';
import type { Document, Value } from '../../../local/cloudbase/database/document';
import { DocumentStore } from '../../../local/cloudbase/database/document-store';
import { toIndexSpec } from '../../../local/cloudbase/database/index-key';
import { orderKey } from '../../../local/cloudbase/database/order-key';
import { type Order, planQuery } from '../../../local/cloudbase/database/plan-query';
import { countDocuments, selectDocuments } from '../../../local/cloudbase/database/select-documents';
import type { IndexDeclaration } from '../../../local/cloudbase/declaration';

let folder: string;
let store: DocumentStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudbase-test-'));
  store = new DocumentStore(folder);
  store.createCollection('orders');
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const indexes: IndexDeclaration[] = [
  {
    name: 'a_b',
    keys: [
      { field: 'a', direction: 'asc' },
      { field: 'b', direction: 'desc' },
    ],
  },
  { name: 'b', keys: [{ field: 'b', direction: 'asc' }] },
  {
    name: 'c_a',
    keys: [
      { field: 'c.d', direction: -1 },
      { field: 'a', direction: 1 },
    ],
  },
];
const write = (documents: Document[]) =>
  store.write(documents.map((after) => ({ collection: 'orders', id: after._id, before: undefined, after })));
const plan = (query: { [field: string]: Value }, order: Order = []) => {
  const { ranges, sorted, exact } = planQuery(query, order, store.indexes('orders'));
  return { index: ranges[0]?.index?.name, ranges: ranges.length, sorted, exact };
};

describe('the plan', () => {
  beforeEach(() => store.declareIndexes('orders', indexes.map(toIndexSpec)));

  const plans: [string, { [field: string]: Value }, Order, ReturnType<typeof plan>][] = [
    ['an id', { _id: 'x' }, [], { index: undefined, ranges: 1, sorted: false, exact: true }],
    ['an id and more', { _id: 'x', a: 1, b: 2 }, [], { index: undefined, ranges: 1, sorted: false, exact: false }],
    ['an equality and an order', { a: 1 }, [['b', -1]], { index: 'a_b', ranges: 1, sorted: true, exact: true }],
    ['an order turned round', { a: 1 }, [['b', 1]], { index: 'a_b', ranges: 1, sorted: true, exact: true }],
    [
      'a list and a range',
      { a: { $in: [1, 2] }, b: { $lt: 5 } },
      [],
      { index: 'a_b', ranges: 2, sorted: false, exact: true },
    ],
    [
      'two bounds joined by and',
      { $and: [{ b: { $gte: 1 } }, { b: { $lt: 5 } }] },
      [['b', 1]],
      { index: 'b', ranges: 1, sorted: true, exact: true },
    ],
    [
      'an equality and what no index knows',
      { a: 1, z: 1 },
      [],
      { index: 'a_b', ranges: 1, sorted: false, exact: false },
    ],
    ['an order alone', {}, [['b', -1]], { index: 'b', ranges: 1, sorted: true, exact: true }],
    [
      'mixed directions that no index has',
      { a: 1 },
      [
        ['b', -1],
        ['_id', -1],
      ],
      { index: 'a_b', ranges: 1, sorted: false, exact: true },
    ],
    ['a nested field', { 'c.d': 'x' }, [['a', 1]], { index: 'c_a', ranges: 1, sorted: true, exact: true }],
    ['a pattern', { a: /x/ }, [], { index: undefined, ranges: 1, sorted: true, exact: false }],
  ];
  test.each(plans)('for %s', (_name, query, order, expected) => {
    expect(plan(query, order)).toMatchObject(
      order.length === 0 ? { ...expected, sorted: expect.any(Boolean) } : expected,
    );
  });

  test('leaves an index alone as soon as a document has a list in it', () => {
    expect(plan({ b: 1 }).index).toBe('b');
    write([{ _id: 1, b: [1, 2] }]);
    expect(plan({ b: 1 }).index).toBeUndefined();
    expect(selectDocuments(store, 'orders', { query: { b: 2 } }).map(({ document }) => document)).toEqual([
      { _id: 1, b: [1, 2] },
    ]);
  });
});

describe('the shop’s pages of twenty, among five hundred orders,', () => {
  beforeEach(() => {
    store.declareIndexes('orders', (database.collections.orders?.indexes ?? []).map(toIndexSpec));
    write(
      Array.from({ length: 500 }, (_, i) => ({
        _id: `order-${(i * 7) % 500}`,
        openid: `oBuyer${i % 5}`,
        status: i % 10 === 0 ? 'PAYING' : 'PAID',
        createdAt: i,
      })),
    );
  });

  test.each<[string, { [field: string]: Value }, number]>([
    ['a buyer’s', { openid: 'oBuyer3' }, 498],
    ['a buyer’s older', { openid: 'oBuyer3', createdAt: { $lt: 300 } }, 298],
    ['all', {}, 499],
    ['all of one status', { status: 'PAYING' }, 490],
  ])('%s, are read from twenty rows', (_whose, query, newest) => {
    let rows = 0;
    const page = store.page.bind(store);
    store.page = (...asked) => {
      const found = page(...asked);
      rows += found.length;
      return found;
    };
    const shown = selectDocuments(store, 'orders', { query, order: [['createdAt', -1]], limit: 20 });
    expect(shown).toHaveLength(20);
    expect(shown[0]?.document.createdAt).toBe(newest);
    expect(rows).toBe(20);
  });
});

describe('with and without indexes the answers are the same', () => {
  const scalar = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
    { weight: 2, arbitrary: fc.constantFrom('', 'a', 'b', 'ab', '苹', 'a\u0000') },
    fc.constantFrom<Value>(null, true, false, 0.5, -0.5, new Date(0), new Date(5)),
  );
  const ordered = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom('', 'a', 'b'),
    fc.constantFrom(new Date(0), new Date(5)),
  );
  const document = fc.record(
    { a: scalar, b: scalar, c: fc.record({ d: scalar }, { requiredKeys: [] }) },
    { requiredKeys: [] },
  );
  const condition = fc.oneof(
    scalar,
    fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }),
    fc
      .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), ordered)
      .map(([operator, value]) => ({ [operator]: value })),
    fc.tuple(ordered, ordered).map(([low, high]) => ({ $gte: low, $lt: high })),
    fc.constantFrom<Value>({ $exists: true }, { $ne: 1 }),
  );
  const query = fc.record({ a: condition, b: condition, 'c.d': condition }, { requiredKeys: [] });
  const order = fc.constantFrom<Order>(
    [],
    [['a', 1]],
    [['b', -1]],
    [
      ['a', 1],
      ['b', -1],
    ],
    [
      ['a', -1],
      ['b', 1],
    ],
    [
      ['c.d', 1],
      ['a', 1],
    ],
  );

  test('for any documents, query, order and page', () => {
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 1, maxLength: 40 }),
        fc.array(document, { maxLength: 20 }),
        fc.array(fc.tuple(query, order, fc.nat(5), fc.integer({ min: 1, max: 10 })), { minLength: 5, maxLength: 5 }),
        (fields, edited, asked) => {
          const numbered = (one: object, place: number) => ({ ...one, _id: place }) as Document;
          const documents = [...edited, ...fields.slice(edited.length)].map(numbered);
          const old = selectDocuments(store, 'orders', { query: {} });
          store.write(
            old.map(({ document, body }) => ({
              collection: 'orders',
              id: document._id,
              before: body,
              after: undefined,
            })),
          );
          store.declareIndexes('orders', indexes.map(toIndexSpec));
          write(fields.map(numbered));
          store.write(
            documents.slice(0, edited.length).map((after) => {
              return { collection: 'orders', id: after._id, before: store.read('orders', after._id), after };
            }),
          );
          for (const [query, order, skip, limit] of asked) {
            const expected = find<Document>(documents, query, {}).all();
            const all = selectDocuments(store, 'orders', { query: query as never, order }).map(
              ({ document }) => document,
            );
            const keys = (list: Document[]) => list.map((one) => sortKeys(one, order));
            expect(all.map(({ _id }) => _id).sort()).toEqual(expected.map(({ _id }) => _id).sort());
            expect(keys(all)).toEqual([...keys(all)].sort(Buffer.compare));
            expect(countDocuments(store, 'orders', query as never)).toBe(expected.length);
            const page = selectDocuments(store, 'orders', { query: query as never, order, skip, limit });
            expect(keys(page.map(({ document }) => document))).toEqual(keys(all.slice(skip, skip + limit)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  function sortKeys(document: Document, order: Order): Buffer {
    const value = (field: string) => (field === 'c.d' ? (document.c as { d?: Value } | undefined)?.d : document[field]);
    return orderKey(
      order.map(([field]) => value(field)),
      order.map(([, direction]) => direction),
    );
  }
});

test('bytes sort as MongoDB sorts values', () => {
  const ascending: (Value | undefined)[] = [
    null,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    -2,
    -0.5,
    0,
    0.5,
    1,
    2 ** 53,
    Number.POSITIVE_INFINITY,
    '',
    'a',
    'a\u0000',
    'a\u0000b',
    'ab',
    'b',
    '苹果',
    '😀',
    {},
    { a: 1 },
    { a: 1, b: 1 },
    { a: 2 },
    { a: 'x' },
    [],
    [1],
    [1, 2],
    [2],
    false,
    true,
    new Date(-5),
    new Date(0),
    new Date(5),
  ];
  const keys = ascending.map((value) => orderKey([value]));
  const descending = ascending.map((value) => orderKey([value], [-1]));
  expect([...keys].sort(Buffer.compare)).toEqual(keys);
  expect([...descending].sort(Buffer.compare)).toEqual([...descending].reverse());
  expect(orderKey([undefined])).toEqual(orderKey([null]));
  expect(orderKey([-0])).toEqual(orderKey([0]));
});

describe('a declaration that changed', () => {
  const unique = (name: string) => toIndexSpec({ name, keys: [{ field: 'phone', direction: 'asc' }], unique: true });

  test('builds new indexes over old documents and forgets old ones', () => {
    write([{ _id: 1, phone: 'x' }]);
    store.declareIndexes('orders', [unique('phone')]);
    expect(() => write([{ _id: 2, phone: 'x' }])).toThrow(/E11000/);
    store.declareIndexes('orders', []);
    write([{ _id: 2, phone: 'x' }]);
  });

  test('is refused where documents that are there forbid a unique index, and the old ones stay', () => {
    store.declareIndexes('orders', indexes.map(toIndexSpec));
    write([{ _id: 1 }, { _id: 2 }]);
    expect(() => store.declareIndexes('orders', [unique('phone')])).toThrow(/E11000.*phone.*null/);
    expect(store.indexes('orders').map(({ name }) => name)).toEqual(['a_b', 'b', 'c_a']);
    store.close();
    store = new DocumentStore(folder);
    expect(store.indexes('orders').map(({ name }) => name)).toEqual(['a_b', 'b', 'c_a']);
    expect(countDocuments(store, 'orders', { a: null })).toBe(2);
  });
});

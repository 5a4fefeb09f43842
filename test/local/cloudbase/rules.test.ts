import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { CollectionRule, FunctionRule } from '../../../local/cloudbase/declaration';
import { parseExpression } from '../../../local/cloudbase/rules/expression';
import { type Caller, declaration, startCloud, type TestCloud } from './start-cloud';

// A process takes half a second to load the SDK, on a busy machine several.
jest.setTimeout(30_000);

let cloud: TestCloud;
const rules: Record<string, CollectionRule> = {
  adminOnly: 'ADMINONLY',
  adminWrite: 'ADMINWRITE',
  readOnly: 'READONLY',
  private: 'PRIVATE',
  custom: { read: true, create: 'auth != null', update: 'doc.owner == auth.openid', delete: false },
};
beforeAll(async () => {
  cloud = await startCloud({
    database: {
      collections: {
        ...declaration.collections,
        ...Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, { rule, indexes: [] }])),
      },
      functionRules: {
        nested: { invoke: true },
        closed: { invoke: false },
        script: { invoke: "auth.loginType != 'ANONYMOUS' && auth != null" },
      },
    },
  });
});
afterAll(() => cloud.close());

describe('a function', () => {
  const calls: [string, string, Caller, boolean][] = [
    ['that is open, by anybody', 'nested', { openid: '' }, true],
    ['that is closed, by a buyer', 'closed', {}, false],
    ['that is closed, by the developer’s tools', 'closed', { source: 'wx_devtools' }, false],
    ['that is closed, by a source that nobody knows', 'closed', { source: 'wx_unknown' }, false],
    ['that is closed, by a buyer through another function', 'closed', { source: 'wx_client,scf' }, false],
    ['that is closed, by another function', 'closed', { source: 'scf' }, true],
    ['that is closed, by the clock', 'closed', { source: 'wx_trigger' }, true],
    ['for those who are logged in, by one who is', 'script', {}, true],
    ['for those who are logged in, by one who is not', 'script', { openid: '' }, false],
    ['without a rule, where `*` has none either', 'ticker', {}, false],
  ];
  test.each(calls)('%s', async (_name, name, caller, allowed) => {
    const { errMsg, errCode } = await cloud.call(name, { source: '() => 1' }, caller);
    if (allowed) expect(errMsg).toBe('cloud.callFunction:ok');
    else expect([errCode, errMsg]).toEqual([-501000, expect.stringMatching(/PERMISSION_DENIED/)]);
  });

  test('that refused a caller is in the log with him', async () => {
    await cloud.call('closed', {}, { openid: 'oMallory' });
    expect((await cloud.log()).entries.at(-1)).toMatchObject({
      name: 'closed',
      caller: { openid: 'oMallory', source: 'wx_client' },
      error: { code: 'PERMISSION_DENIED' },
    });
  });
});

describe('a collection', () => {
  const mine = { openid: 'oAlice' };
  const other = { openid: 'oBob' };
  const nobody = { openid: '' };
  beforeEach(async () => {
    await cloud.run(async ({ db, _ }, names: string[]) => {
      for (const name of names) {
        await db
          .collection(name)
          .where({ _id: _.exists(true) })
          .remove();
        await db.collection(name).add({ data: { _id: 'hers', _openid: 'oAlice', owner: 'oAlice', n: 1 } });
      }
    }, Object.keys(rules));
  });
  const attempt = async (collection: string, operation: string, caller: Caller) => {
    const doc = { doc: 'hers' };
    const request = {
      get: doc,
      count: { where: { n: 1 } },
      add: { data: { owner: 'oAlice' } },
      set: { ...doc, data: { owner: 'oAlice', n: 2 } },
      update: { ...doc, data: { n: 3 } },
      remove: doc,
    }[operation];
    const { errCode, stats, total } = await cloud.client({ collection, operation, ...request, ...caller });
    if (errCode === -502003) return 'denied';
    if (errCode !== undefined) return 'not found';
    const touched = Object.values((stats as object | undefined) ?? {}).reduce((sum, one) => sum + one, 0);
    if (stats !== undefined) return touched > 0 ? 'done' : 'nothing';
    return total === undefined ? 'done' : `counted ${total}`;
  };

  type Row = [
    rule: string,
    caller: Caller,
    get: string,
    count: string,
    add: string,
    set: string,
    update: string,
    remove: string,
  ];
  const matrix: Row[] = [
    ['adminOnly', mine, 'denied', 'denied', 'denied', 'denied', 'denied', 'denied'],
    ['adminOnly', other, 'denied', 'denied', 'denied', 'denied', 'denied', 'denied'],
    ['adminOnly', nobody, 'denied', 'denied', 'denied', 'denied', 'denied', 'denied'],
    ['adminWrite', mine, 'done', 'counted 1', 'denied', 'denied', 'denied', 'denied'],
    ['adminWrite', nobody, 'done', 'counted 1', 'denied', 'denied', 'denied', 'denied'],
    ['readOnly', mine, 'done', 'counted 1', 'done', 'done', 'done', 'done'],
    ['readOnly', other, 'done', 'counted 1', 'done', 'denied', 'nothing', 'nothing'],
    ['readOnly', nobody, 'done', 'counted 1', 'denied', 'denied', 'denied', 'denied'],
    ['private', mine, 'done', 'counted 1', 'done', 'done', 'done', 'done'],
    ['private', other, 'not found', 'counted 0', 'done', 'denied', 'nothing', 'nothing'],
    ['private', nobody, 'denied', 'denied', 'denied', 'denied', 'denied', 'denied'],
    ['custom', mine, 'done', 'counted 1', 'done', 'done', 'done', 'denied'],
    ['custom', other, 'done', 'counted 1', 'done', 'denied', 'denied', 'denied'],
    ['custom', nobody, 'done', 'counted 1', 'denied', 'denied', 'denied', 'denied'],
  ];
  const operations = ['get', 'count', 'add', 'set', 'update', 'remove'];
  test.each(matrix)('that is %s, for %o', async (collection, caller, ...expected) => {
    const results = [];
    for (const operation of operations) results.push(await attempt(collection, operation, caller));
    expect(results).toEqual(expected);
  });

  test('that nobody declared has the platform’s default: its creator reads and writes', async () => {
    await cloud.run(async ({ db }) => db.createCollection('undeclared'));
    const added = await cloud.client({ collection: 'undeclared', operation: 'add', data: { _id: 'x', a: 1 }, ...mine });
    expect(added).toEqual({ _id: 'x', errMsg: 'collection.add:ok' });
    const read = (caller: Caller) => cloud.client({ collection: 'undeclared', operation: 'get', ...caller });
    expect(await read(mine)).toEqual({ data: [{ _id: 'x', a: 1, _openid: 'oAlice' }], errMsg: 'collection.get:ok' });
    expect(await read(other)).toEqual({ data: [], errMsg: 'collection.get:ok' });
  });

  test('writes the creator itself: nobody adds in another’s name', async () => {
    const forged = await cloud.client({
      collection: 'private',
      operation: 'add',
      data: { _openid: 'oAlice' },
      ...other,
    });
    expect(forged).toMatchObject({
      errCode: -501007,
      errMsg: expect.stringMatching(/_openid is written by the platform/),
    });
    const escaped = await cloud.client({
      collection: 'private',
      operation: 'update',
      doc: 'hers',
      data: { $set: { _openid: 'oBob' } },
      ...mine,
    });
    expect(escaped).toMatchObject({ errCode: -501007 });
  });

  test('answers a mini program at most 20 documents', async () => {
    await cloud.run(async ({ db }) =>
      db.collection('adminWrite').add({ data: Array.from({ length: 30 }, (_, n) => ({ n })) }),
    );
    const { data } = await cloud.client({ collection: 'adminWrite', operation: 'get', limit: 100 });
    expect(data).toHaveLength(20);
  });
});

describe('an expression', () => {
  const scope = {
    auth: { openid: 'oA', loginType: 'WECHAT' as const },
    doc: { owner: 'oA', n: 5, deep: { on: true } },
  };
  const expressions: [string, boolean][] = [
    ['auth != null', true],
    ["auth.loginType == 'WECHAT'", true],
    ['doc.owner == auth.openid', true],
    ['doc.owner === "oB"', false],
    ['doc.n >= 5 && doc.n < 6', true],
    ['doc.n > 5 || doc.deep.on', true],
    ['!(doc.n > 5) && !false', true],
    ['doc.missing == null', true],
    ['doc.missing > 3', false],
    ['doc.owner', false],
    ['doc.n < "6"', false],
    ['doc.constructor == null', true],
  ];
  test.each(expressions)('%s is %s', (text, value) => {
    expect(parseExpression(text)(scope)).toBe(value);
  });

  test('compares with nobody without failing', () => {
    expect(parseExpression('auth.openid == doc.owner')({ auth: null, doc: { owner: 'oA' } })).toBe(false);
  });

  test.each([
    '',
    'process.exit(1)',
    'doc.owner = 1',
    'auth &&',
    '(true',
    'true false',
    `${'!'.repeat(50)}true`,
    'get(`x`)',
  ])('%j is refused', (text) => {
    expect(() => parseExpression(text)).toThrow(/the rule is not understood at/);
  });
});

describe('a declaration', () => {
  const start = (collections: object, functionRules: object) =>
    startCloud({ database: { collections, functionRules } as typeof declaration });
  test.each<[string, object, object, RegExp]>([
    [
      'a function rule that CloudBase has not',
      {},
      { trade: { invoke: 'auth.openid == 1' as FunctionRule } },
      /the rule of function trade/,
    ],
    [
      'a permission that is none',
      { orders: { rule: 'EVERYBODY', indexes: [] } },
      {},
      /collection orders: there is no rule EVERYBODY/,
    ],
    [
      'an expression that is none',
      { orders: { rule: { read: 'doc.' }, indexes: [] } },
      {},
      /collection orders: the rule is not understood/,
    ],
    [
      'an index without keys',
      { orders: { rule: 'PRIVATE', indexes: [{ name: 'empty', keys: [] }] } },
      {},
      /the index empty has no keys/,
    ],
    ['a name that is none', { 'a b': { rule: 'PRIVATE', indexes: [] } }, {}, /not a name for a collection: a b/],
  ])('with %s does not start', async (_what, collections, functionRules, words) => {
    await expect(start(collections, functionRules)).rejects.toThrow(words);
  });
});

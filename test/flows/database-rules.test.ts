import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { database } from '../../cloudfunctions/database';
import type { CollectionName } from '../../cloudfunctions/lib/payment/documents';
import { startCloud, type TestCloud } from '../local/cloudbase/start-cloud';

// A process takes half a second to load the SDK, on a busy machine several.
jest.setTimeout(60_000);

const BUYER = 'oBuyer000000000000000000001';
/** In every document, under fields that a mini program could ask for. */
const CONTENT = {
  _openid: BUYER,
  openid: BUYER,
  status: 'PAYING',
  amount: 1280,
  secretOfTheShop: 'mark-of-a-document',
};

/** Every collection that the functions write, or it does not compile. */
const WRITTEN: Record<CollectionName, true> = {
  ...{ orders: true, order_keys: true, payments: true, anomalies: true, refunds: true, outbox: true, ledger: true },
  ...{ bills: true, recon_items: true, inbox: true, jobs: true },
};
const declared = Object.keys(database.collections);
/** Names that no declaration has, or only something of JavaScript's. */
const undeclared = ['order', 'Orders', 'constructor'];

const CALLERS = {
  'its buyer': { openid: BUYER },
  'another buyer': { openid: 'oStranger000000000000000001' },
  'an operator': { openid: 'oLocalOperator00000000000001' },
  DevTools: { openid: BUYER, source: 'wx_devtools' },
  'nobody who is logged in': { openid: '' },
};

/** All that a mini program's database knows, asked for what would be worth having. */
const OPERATIONS: [operation: string, request: object][] = [
  ['get', {}],
  ['get', { doc: 'known' }],
  ['get', { doc: 'unknown' }],
  ['get', { where: { openid: BUYER }, orderBy: [['amount', 'desc']], skip: 0, limit: 20 }],
  ['get', { where: { amount: { $gt: 0 } } }],
  ['get', { where: { $or: [{ _openid: BUYER }, { _id: { $exists: true } }] } }],
  ['count', {}],
  ['count', { where: { status: 'PAYING' } }],
  ['count', { where: { secretOfTheShop: 'no such mark' } }],
  ['add', { data: { status: 'PAID' } }],
  ['add', { data: { _id: 'mine', status: 'PAID' } }],
  ['set', { doc: 'known', data: { status: 'PAID' } }],
  ['set', { doc: 'unknown', data: { status: 'PAID' } }],
  ['update', { doc: 'known', data: { status: 'PAID' } }],
  ['update', { doc: 'known', data: { amount: { $inc: -1279 } } }],
  ['update', { where: { openid: BUYER }, data: { status: 'PAID' } }],
  ['update', { where: {}, data: { $set: { status: 'PAID' } } }],
  ['remove', { doc: 'known' }],
  ['remove', { where: {} }],
];

let cloud: TestCloud;
const everything = async () => (await cloud.send('GET', '/_control/database')).json;

beforeAll(async () => {
  // One function that is not the product's, to fill the collections with the SDK.
  const functionRules = { ...database.functionRules, script: { invoke: true } };
  cloud = await startCloud({ database: { ...database, functionRules } });
  await cloud.run(
    async ({ db }, { names, content }: { names: string[]; content: object }) => {
      for (const name of names) await db.collection(name).add({ data: { _id: 'known', ...content } });
    },
    { names: declared, content: CONTENT },
  );
});
afterAll(() => cloud.close());

test('S6, T26: what the functions write is declared, and all that is declared is for them alone', () => {
  expect(Object.keys(WRITTEN).filter((name) => !declared.includes(name))).toEqual([]);
  expect(Object.values(database.collections).filter(({ rule }) => rule !== 'ADMINONLY')).toEqual([]);
});

/** What the client heard, with every trace of a success spelled out. */
async function hear(collection: string, caller: object) {
  const heard: Record<string, unknown> = {};
  for (const [operation, request] of OPERATIONS) {
    const { json } = await cloud.send('POST', '/_control/database', {
      ...{ collection, operation, ...request, ...caller },
    });
    const { errCode, errMsg, ...told } = json as Record<string, unknown>;
    const refused = Object.keys(told).length === 0 && !/:ok|mark-of/.test(String(errMsg));
    heard[`${operation} ${JSON.stringify(request)}`] = refused ? errCode : json;
  }
  return heard;
}

const DENIED = -502003;
const NOT_THERE = -502005;

describe.each(Object.entries(CALLERS))('S6, T26: %s, without a cloud function,', (_who, caller) => {
  test.each(declared)('reads, counts and writes nothing in %s', async (collection) => {
    const before = await everything();
    const heard = await hear(collection, caller);
    expect(Object.keys(heard)).toHaveLength(OPERATIONS.length);
    expect(new Set(Object.values(heard))).toEqual(new Set([DENIED]));
    expect(await everything()).toEqual(before);
  });

  test.each(undeclared)('finds and makes nothing in %s, which does not exist', async (collection) => {
    const before = await everything();
    const heard = Object.values(await hear(collection, caller));
    expect(heard.filter((code) => code !== DENIED && code !== NOT_THERE)).toEqual([]);
    expect(await everything()).toEqual(before);
  });
});

test.each(['aggregate', 'watch', 'query', 'runTransaction', 'createCollection'])(
  'S6: %s, which the platform may know, is none of the local database’s operations, and shows nothing',
  async (operation) => {
    const before = await everything();
    const { status, json } = await cloud.send('POST', '/_control/database', {
      ...{ collection: 'orders', operation, pipeline: [{ $match: {} }], where: {}, openid: BUYER },
    });
    expect([status, json]).toEqual([400, { errMsg: expect.stringMatching(/^operation must be one of/) }]);
    expect(await everything()).toEqual(before);
  },
);

test('S6: the same documents are there for a cloud function, so there was something to be had', async () => {
  const found = await cloud.run(async ({ db }, names: string[]) => {
    const counts = [];
    for (const name of names) counts.push((await db.collection(name).where({ status: 'PAYING' }).count()).total);
    return counts;
  }, declared);
  expect(found).toEqual(declared.map(() => 1));
});

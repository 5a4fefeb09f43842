import { expect, test } from '@jest/globals';
import { database } from '../../cloudfunctions/database';
import { auditBooks } from '../../cloudfunctions/lib/operations/audit-books';
import { soldShop } from '../support/memory-refunds';

interface Asked {
  collection: string;
  where: Record<string, unknown>;
  orderBy?: { field: string };
}

/** An index serves a query if it begins with what is asked for, and goes on with a bound or the order. */
function isServed({ collection, where, orderBy }: Asked): boolean {
  const exact = Object.keys(where).filter((field) => !isBound(where[field]));
  const bounds = Object.keys(where).filter((field) => isBound(where[field]));
  const next = bounds.length > 0 ? bounds : orderBy ? [orderBy.field] : [];
  return (database.collections[collection]?.indexes ?? []).some(({ keys }) => {
    const fields = keys.map(({ field }) => field);
    const begins = exact.every((field) => fields.indexOf(field) >= 0 && fields.indexOf(field) < exact.length);
    const then = fields[exact.length];
    return begins && (next.length === 0 || (then !== undefined && next.includes(then)));
  });
}

function isBound(condition: unknown): boolean {
  return typeof condition === 'object' && condition !== null && ('below' in condition || 'from' in condition);
}

test('[T42] every query of every job and every list has an index, so that no number of orders slows it down', async () => {
  const desk = await soldShop();
  const { shop, outTradeNo } = desk;
  const asked: Asked[] = [];
  const find = shop.database.find.bind(shop.database) as (collection: string, query: object) => Promise<never[]>;
  const count = shop.database.count.bind(shop.database) as (collection: string, where: object) => Promise<number>;
  Object.assign(shop.database, {
    find(collection: string, query: Omit<Asked, 'collection'>) {
      asked.push({ collection, ...query });
      return find(collection, query);
    },
    count(collection: string, where: Asked['where']) {
      asked.push({ collection, where });
      return count(collection, where);
    },
  });
  await desk.given(500);
  await shop.tick(12);
  await auditBooks(shop.ports, shop.now + 1, 0);
  await shop.call.trade({ action: 'refunds', outTradeNo });
  await shop.call.backoffice({ action: 'order', outTradeNo });
  for (const before of [undefined, shop.now]) {
    await shop.call.trade({ action: 'list', before });
    await shop.call.backoffice({ action: 'anomalies', before });
    for (const status of [undefined, 'OK']) await shop.call.backoffice({ action: 'findings', before, status });
    for (const status of [undefined, 'PAID']) await shop.call.backoffice({ action: 'orders', before, status });
    for (const status of [undefined, 'ASKED']) await shop.call.backoffice({ action: 'refunds', before, status });
  }
  await shop.call.backoffice({ action: 'summary' });
  // Reads what the comparison of a bill reads.
  await shop.call.backoffice({ action: 'report', date: '2026-12-10' });

  const kinds = new Map(asked.map((one) => [`${one.collection} ${Object.keys(one.where)} ${one.orderBy?.field}`, one]));
  expect(kinds.size).toBeGreaterThanOrEqual(27);
  expect([...kinds].filter(([, one]) => !isServed(one)).map(([kind]) => kind)).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Database, Transaction } from '../../cloudfunctions/lib/operations/ports';
import type { CollectionName } from '../../cloudfunctions/lib/payment/documents';
import { MemoryDatabase } from '../support/memory-database';
import { buyerA, data, memoryShop, secondOperator } from '../support/memory-shop';

/**
 * A database in which somebody else writes a field of his own into every document that is read, right after it was read and
 * before anything is done with it: the worst moment for whoever would write back what he has read.
 */
function meddled(own: MemoryDatabase) {
  const written = new Map<string, number>();
  const meddle = async (collection: CollectionName, id: string) => {
    const key = `${collection} ${id}`;
    await own.transaction(async (transaction) => {
      const document = (await transaction.get(collection, id)) as { memo?: number } | undefined;
      if (!document) return;
      // Counted in the document itself, so that a count that was ever lost stays lost.
      await transaction.update(collection, id, { memo: (document.memo ?? 0) + 1 } as never);
      written.set(key, (written.get(key) ?? 0) + 1);
    });
  };
  const database: Database = {
    async get(collection, id) {
      const document = await own.get(collection, id);
      await meddle(collection, id);
      return document;
    },
    async find(collection, query) {
      const documents = await own.find(collection, query);
      for (const { _id } of documents as { _id: string }[]) await meddle(collection, _id);
      return documents;
    },
    count: (collection, where) => own.count(collection, where),
    transaction(body) {
      // Once each, or the two would meet for ever.
      const met = new Set<string>();
      return own.transaction((transaction) => {
        const watched: Transaction = {
          create: (collection, document) => transaction.create(collection, document),
          update: (collection, id, changes) => transaction.update(collection, id, changes),
          async get(collection, id) {
            const document = await transaction.get(collection, id);
            if (!met.has(`${collection} ${id}`)) await meddle(collection, id);
            met.add(`${collection} ${id}`);
            return document;
          },
        };
        return body(watched);
      });
    },
  };
  return { database, written };
}

describe('[T37] a document is never written back as a whole:', () => {
  test('what others write into it meanwhile is still there after everything that a shop does', async () => {
    const own = new MemoryDatabase();
    const { database, written } = meddled(own);
    const shop = memoryShop({ database }, own);
    const ask = (outTradeNo: string, requestId: string, amount: number) =>
      shop.call.trade({ action: 'requestRefund', requestId, outTradeNo, amount, reason: 'x' }, buyerA);

    const cancelled = await shop.buy('request-1');
    await shop.call.trade({ action: 'cancel', outTradeNo: cancelled.outTradeNo });
    const late = shop.wechat.pay(cancelled.outTradeNo, shop.now);
    await shop.notify({ kind: 'trade', id: 'late', trade: late });
    const sold = await shop.sell('request-2');
    await shop.call.trade({ action: 'confirm', outTradeNo: sold });
    await shop.notify({ kind: 'trade', id: 'again', trade: { ...late, outTradeNo: sold } });
    const first = data<'requestRefund'>(await ask(sold, 'refund-1', 300)).refund.outRefundNo;
    await shop.call.backoffice({ action: 'decideRefund', outRefundNo: first, approve: true }, secondOperator);
    shop.wait(60_000);
    const second = data<'requestRefund'>(await ask(sold, 'refund-2', 300)).refund.outRefundNo;
    await shop.call.backoffice({ action: 'decideRefund', outRefundNo: second, approve: false }, secondOperator);
    await shop.buy('request-3');
    await shop.tick(3);
    await shop.notify({ kind: 'refund', id: 'refunded', refund: shop.wechat.finishRefund(first) });
    await shop.notify({ kind: 'refund', id: 'console', refund: shop.wechat.refundInConsole(sold, 100) });
    await shop.tick(30);

    const everything = own.everything() as Record<string, { _id: string; memo?: number }[]>;
    const lost = [...written].filter(([key, memo]) => {
      const [collection = '', id] = key.split(' ');
      return everything[collection]?.find(({ _id }) => _id === id)?.memo !== memo;
    });
    expect(lost).toEqual([]);
    const met = new Set([...written.keys()].map((key) => key.split(' ')[0]));
    expect([...met]).toEqual(expect.arrayContaining(['jobs', 'orders', 'outbox', 'refunds']));
    expect([...written.values()].reduce((sum, times) => sum + times, 0)).toBeGreaterThan(100);
  });

  test('the platform is not even asked to', () => {
    const room = join(__dirname, '../../cloudfunctions');
    const sources = readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ name, source: readFileSync(join(room, name), 'utf8') }));
    expect(sources.length).toBeGreaterThan(100);
    const whole = /\.doc\([^)]*\)\s*\.set\(|\bset\(\{|\b(replaceOne|findAndModify|bulkWrite)\b/;
    expect(sources.filter(({ source }) => whole.test(source)).map(({ name }) => name)).toEqual([]);
  });
});

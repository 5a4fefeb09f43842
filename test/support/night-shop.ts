import type { Finding } from '../../cloudfunctions/lib/payment/finding';
import { clock, memoryShop, timerEvent } from './memory-shop';
import { type BillRow, writeBill } from './write-bill';

export const HOUR = 3_600_000;
/** The day on which `memoryShop` begins, at ten in the morning. */
export const TODAY = '2026-12-10';

/** A shop whose nights can be told: what WeChat's bills say, and what came of them. */
export function nightShop() {
  const shop = memoryShop();
  // The day before it began.
  shop.wechat.bills.set('2026-12-09', { kind: 'none' });
  const at = (moment: number) => new Date(moment + 8 * HOUR).toISOString().slice(0, 19).replace('T', ' ');
  const night = {
    shop,
    /** The moment as a bill writes it. */
    at,
    set: (collection: 'orders' | 'refunds', id: string, changes: object) =>
      shop.database.transaction((transaction) => transaction.update(collection, id, changes)),
    /** Paid at WeChat, and neither a notification nor a query has told us. */
    async paidInSilence(requestId = 'silent', changes: object = {}) {
      const { outTradeNo } = await shop.buy(requestId);
      const trade = shop.wechat.pay(outTradeNo, shop.now);
      const never = Date.parse('2027-01-01');
      await night.set('orders', outTradeNo, { nextCheckAt: never, expireAt: never, ...changes });
      return { outTradeNo, trade };
    },
    /** The row that WeChat's bill has for an order that was paid. */
    rowOf(outTradeNo: string, changes: BillRow = {}): BillRow {
      const trade = shop.wechat.trades.get(outTradeNo);
      if (!trade?.transactionId || trade.paidAt === undefined) throw new Error(`order ${outTradeNo} is not paid`);
      const { transactionId, paidAt, total = 0 } = trade;
      return { outTradeNo, transactionId, amount: total, at: at(paidAt), ...changes };
    },
    refundRowOf(outRefundNo: string, changes: BillRow = {}): BillRow {
      const fact = shop.wechat.refunds.get(outRefundNo);
      if (!fact) throw new Error(`there is no refund ${outRefundNo} at WeChat`);
      const { outTradeNo, refundId, transactionId, amount } = fact;
      return { outTradeNo, outRefundNo, refundId, transactionId, amount, at: at(shop.now), ...changes };
    },
    bill(date: string, rows: readonly BillRow[]) {
      const bytes = Buffer.from(writeBill(rows));
      shop.wechat.bills.set(date, { kind: 'ready', bytes, digest: `${date}:${bytes.length}:${rows.length}` });
    },
    /** A quarter past ten of so many days later, or an hour more; the clock has come before, so that there is a last time. */
    async morning(days = 1, hours = 0) {
      const tenThirty = Date.parse(`${TODAY}T10:15:30+08:00`) + days * 24 * HOUR + hours * HOUR;
      if (shop.now >= tenThirty) throw new Error('that morning has passed');
      if (!shop.database.all('jobs').some(({ _id }) => _id === 'recon')) await shop.call.backoffice(timerEvent, clock);
      shop.wait(tenThirty - shop.now);
      await shop.call.backoffice(timerEvent, clock);
    },
    findings: () => shop.database.all('recon_items') as unknown as Finding[],
    /** Kinds and how they ended. */
    told: () => night.findings().map(({ kind, status }) => `${kind} ${status}`),
    alerts: () =>
      shop.database
        .all('outbox')
        .filter(({ kind }) => kind === 'alert')
        .map(({ _id }) => String(_id)),
    billOf: (date: string) => shop.database.all('bills').find((bill) => bill.date === date),
    /** The books: what must be the same however often a night is repeated. */
    books: () =>
      (['orders', 'payments', 'refunds', 'ledger', 'anomalies', 'outbox'] as const).map((name) =>
        shop.database.all(name).map(({ nextCheckAt: _, tries: __, leaseUntil: ___, ...rest }) => rest),
      ),
  };
  return night;
}

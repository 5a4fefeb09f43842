import type { Database, Statement } from 'libsql';
import type { Order } from '../trade/order';
import type { Refund } from '../trade/refund';

/** Whose money: all that a merchant or service provider signed for, or the part of one seller only. */
export interface Account {
  mchid: string;
  seller: string | null;
}

/** Virtual milliseconds; `until` is no part of it. */
export interface Span {
  from: number;
  until: number;
}

/** What happened on a day, for whoever reads a list. */
export interface DayCount {
  mchid: string;
  /** Days since 1970 in Beijing. */
  day: number;
  payments: number;
  refunds: number;
  reversals: number;
}

/** So many rows are in memory at a time, and between two slices anything may be written. */
const slice = 500;
const ofAccount = '@mchid = o.mchid AND (@seller IS NULL OR @seller = o.seller)';
/** Milliseconds since 1970 as days in Beijing. */
const dayOf = (moment: string) => `(${moment} + 28800000) / 86400000`;
/**
 * What WeChat takes of so many fen, in whole fen; the rate is in hundredths of a percent. A number that is bound is a real
 * one, and would divide as such.
 */
const feeOf = (amount: string) => `(${amount} * CAST(@rate AS INTEGER) + 5000) / 10000`;

/** Money that came and went, by the time at which it did, of any number of orders. */
export class Ledger {
  readonly #payments: Statement<unknown[]>;
  readonly #reversals: Statement<unknown[]>;
  readonly #refunds: Statement<unknown[]>;
  readonly #closedRefunds: Statement<unknown[]>;
  readonly #balance: Statement<unknown[]>;
  readonly #days: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE INDEX IF NOT EXISTS ordersPaid ON orders (mchid, paidAt) WHERE paidAt IS NOT NULL;
      CREATE INDEX IF NOT EXISTS ordersRevoked ON orders (mchid, closedAt) WHERE state = 'REVOKED';
      CREATE INDEX IF NOT EXISTS refundsAsked ON refunds (createdAt);
      CREATE INDEX IF NOT EXISTS refundsClosed ON refunds (finalAt) WHERE outcome = 'CLOSED'`);
    const orders = (moment: string, which: string) =>
      database.prepare(`
        SELECT o.* FROM orders o
        WHERE ${ofAccount} AND ${which} AND ${moment} < @until AND (${moment}, o.id) > (@from, @after)
        ORDER BY ${moment}, o.id LIMIT @limit`);
    // CROSS JOIN keeps the refunds outside: they are few, and the index has them by their time.
    const refunds = (moment: string, which: string) =>
      database.prepare(`
        SELECT r.* FROM refunds r CROSS JOIN orders o ON o.id = r.orderId
        WHERE ${ofAccount} AND ${which} AND ${moment} < @until AND (${moment}, r.id) > (@from, @after)
        ORDER BY ${moment}, r.id LIMIT @limit`);
    this.#payments = orders('o.paidAt', 'o.paidAt IS NOT NULL');
    this.#reversals = orders('o.closedAt', `o.state = 'REVOKED' AND o.paidAt IS NOT NULL`);
    this.#refunds = refunds('r.createdAt', 'TRUE');
    this.#closedRefunds = refunds('r.finalAt', `r.outcome = 'CLOSED'`);
    const net = (amount: string) => `COALESCE(SUM(${amount} - ${feeOf(amount)}), 0)`;
    const ofOrders = `FROM orders o WHERE ${ofAccount}`;
    const ofRefunds = `FROM refunds r CROSS JOIN orders o ON o.id = r.orderId WHERE ${ofAccount}`;
    this.#balance = database.prepare(`
      SELECT (SELECT ${net('o.total')} ${ofOrders} AND o.paidAt < @until)
        - (SELECT ${net('o.total')} ${ofOrders} AND o.state = 'REVOKED' AND o.paidAt IS NOT NULL AND o.closedAt < @until)
        - (SELECT ${net('r.amount')} ${ofRefunds} AND r.createdAt < @until)
        + (SELECT ${net('r.amount')} ${ofRefunds} AND r.outcome = 'CLOSED' AND r.finalAt < @until) AS balance`);
    this.#days = database.prepare(`
      SELECT mchid, day, SUM(payments) AS payments, SUM(refunds) AS refunds, SUM(reversals) AS reversals FROM (
        SELECT mchid, ${dayOf('paidAt')} AS day, COUNT(*) AS payments, 0 AS refunds, 0 AS reversals
          FROM orders WHERE paidAt IS NOT NULL GROUP BY 1, 2
        UNION ALL SELECT o.mchid, ${dayOf('r.createdAt')}, 0, COUNT(*), 0
          FROM refunds r CROSS JOIN orders o ON o.id = r.orderId GROUP BY 1, 2
        UNION ALL SELECT mchid, ${dayOf('closedAt')}, 0, 0, COUNT(*)
          FROM orders WHERE state = 'REVOKED' AND paidAt IS NOT NULL GROUP BY 1, 2)
      GROUP BY mchid, day ORDER BY day DESC, mchid LIMIT @limit`);
  }

  payments(account: Account, span: Span): Generator<Order> {
    return paged<Order>(this.#payments, account, span, ({ paidAt }) => paidAt as number);
  }

  /** Of orders that had been paid. */
  reversals(account: Account, span: Span): Generator<Order> {
    return paged<Order>(this.#reversals, account, span, ({ closedAt }) => closedAt as number);
  }

  /** By the time at which they were asked for. */
  refunds(account: Account, span: Span): Generator<Refund> {
    return paged<Refund>(this.#refunds, account, span, ({ createdAt }) => createdAt);
  }

  /** Whose money came back to the merchant, by the time at which it did. */
  closedRefunds(account: Account, span: Span): Generator<Refund> {
    return paged<Refund>(this.#closedRefunds, account, span, ({ finalAt }) => finalAt);
  }

  /** Fen a seller had at a moment, fees taken off; `rate` is in hundredths of a percent. */
  balance(account: Account, until: number, rate: number): number {
    return (this.#balance.get({ ...account, until, rate }) as { balance: number }).balance;
  }

  /** The newest days on which anything happened, newest first. */
  days(limit: number): DayCount[] {
    return this.#days.all({ limit }) as DayCount[];
  }
}

function* paged<Row extends { id: number }>(
  statement: Statement<unknown[]>,
  account: Account,
  { from, until }: Span,
  momentOf: (row: Row) => number,
): Generator<Row> {
  let place = { from, after: 0 };
  for (;;) {
    const rows = statement.all({ ...account, ...place, until, limit: slice }) as Row[];
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < slice) return;
    place = { from: momentOf(last), after: last.id };
  }
}

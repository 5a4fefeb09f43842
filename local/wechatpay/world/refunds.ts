import type { Database, Statement } from 'libsql';
import type { Refund } from '../trade/refund';

export class Refunds {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byId: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #byRefundId: Statement<unknown[]>;
  readonly #ofOrder: Statement<unknown[]>;
  readonly #redirect: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS refunds (
        id INTEGER PRIMARY KEY AUTOINCREMENT, orderId INTEGER NOT NULL,
        seller TEXT NOT NULL, outRefundNo TEXT NOT NULL, refundId TEXT NOT NULL UNIQUE,
        api TEXT NOT NULL, amount INTEGER NOT NULL, reason TEXT, notifyUrl TEXT, origin TEXT NOT NULL,
        createdAt INTEGER NOT NULL, finalAt INTEGER NOT NULL, outcome TEXT NOT NULL,
        receiver TEXT,
        UNIQUE (outRefundNo, seller)
      );
      CREATE INDEX IF NOT EXISTS refundsOfOrder ON refunds (orderId)`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO refunds (orderId, seller, outRefundNo, refundId, api, amount, reason, notifyUrl, origin, createdAt,
        finalAt, outcome, receiver)
      VALUES (@orderId, @seller, @outRefundNo, @refundId, @api, @amount, @reason, @notifyUrl, @origin, @createdAt,
        @finalAt, @outcome, @receiver)`);
    this.#byNumber = database.prepare('SELECT * FROM refunds WHERE outRefundNo = ? AND seller = ?');
    this.#byRefundId = database.prepare('SELECT * FROM refunds WHERE refundId = ?');
    this.#byId = database.prepare('SELECT * FROM refunds WHERE id = ?');
    this.#ofOrder = database.prepare('SELECT * FROM refunds WHERE orderId = ? ORDER BY id');
    this.#redirect = database.prepare(`
      UPDATE refunds SET finalAt = @finalAt, outcome = @outcome, receiver = @receiver WHERE id = @id`);
    this.#latest = database.prepare('SELECT * FROM refunds ORDER BY id DESC LIMIT ? OFFSET ?');
  }

  add(refund: Omit<Refund, 'id'>): Refund {
    const { lastInsertRowid } = this.#insert.run(refund);
    return { id: Number(lastInsertRowid), ...refund };
  }

  /** Another end than the first. */
  redirect({ id, finalAt, outcome, receiver }: Refund) {
    this.#redirect.run({ id, finalAt, outcome, receiver });
  }

  byNumber(seller: string, outRefundNo: string): Refund | undefined {
    return this.#byNumber.get(outRefundNo, seller) as Refund | undefined;
  }

  byRefundId(refundId: string): Refund | undefined {
    return this.#byRefundId.get(refundId) as Refund | undefined;
  }

  get(id: number): Refund | undefined {
    return this.#byId.get(id) as Refund | undefined;
  }

  /** Oldest first; no order has more than fifty. */
  ofOrder(orderId: number): Refund[] {
    return this.#ofOrder.all(orderId) as Refund[];
  }

  /** The newest refunds, newest last; `skip` of them left out. */
  latest(limit: number, skip = 0): Refund[] {
    return (this.#latest.all(limit, skip) as Refund[]).reverse();
  }

  clear() {
    this.#database.exec('DELETE FROM refunds');
  }
}

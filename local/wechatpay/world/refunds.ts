import type { Database, Statement } from 'libsql';
import type { Refund } from '../trade/refund';

export class Refunds {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #byRefundId: Statement<unknown[]>;
  readonly #byNotification: Statement<unknown[]>;
  readonly #ofOrder: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS refunds (
        id INTEGER PRIMARY KEY AUTOINCREMENT, orderId INTEGER NOT NULL,
        seller TEXT NOT NULL, outRefundNo TEXT NOT NULL, refundId TEXT NOT NULL UNIQUE,
        api TEXT NOT NULL, amount INTEGER NOT NULL, reason TEXT, notifyUrl TEXT, origin TEXT NOT NULL,
        createdAt INTEGER NOT NULL, finalAt INTEGER NOT NULL, outcome TEXT NOT NULL, notificationId INTEGER,
        UNIQUE (outRefundNo, seller)
      );
      CREATE INDEX IF NOT EXISTS refundsOfOrder ON refunds (orderId);
      CREATE INDEX IF NOT EXISTS refundOfNotification ON refunds (notificationId)`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO refunds (orderId, seller, outRefundNo, refundId, api, amount, reason, notifyUrl, origin, createdAt,
        finalAt, outcome, notificationId)
      VALUES (@orderId, @seller, @outRefundNo, @refundId, @api, @amount, @reason, @notifyUrl, @origin, @createdAt,
        @finalAt, @outcome, @notificationId)`);
    this.#byNumber = database.prepare('SELECT * FROM refunds WHERE outRefundNo = ? AND seller = ?');
    this.#byRefundId = database.prepare('SELECT * FROM refunds WHERE refundId = ?');
    this.#byNotification = database.prepare('SELECT * FROM refunds WHERE notificationId = ?');
    this.#ofOrder = database.prepare('SELECT * FROM refunds WHERE orderId = ? ORDER BY id');
    this.#latest = database.prepare('SELECT * FROM refunds ORDER BY id DESC LIMIT ?');
  }

  add(refund: Omit<Refund, 'id'>): Refund {
    const { lastInsertRowid } = this.#insert.run(refund);
    return { id: Number(lastInsertRowid), ...refund };
  }

  byNumber(seller: string, outRefundNo: string): Refund | undefined {
    return this.#byNumber.get(outRefundNo, seller) as Refund | undefined;
  }

  byRefundId(refundId: string): Refund | undefined {
    return this.#byRefundId.get(refundId) as Refund | undefined;
  }

  /** The refund whose end a notification tells; undefined for a notification about a payment. */
  byNotification(notificationId: number): Refund | undefined {
    return this.#byNotification.get(notificationId) as Refund | undefined;
  }

  /** Oldest first; no order has more than fifty. */
  ofOrder(orderId: number): Refund[] {
    return this.#ofOrder.all(orderId) as Refund[];
  }

  /** The newest refunds, newest last. */
  latest(limit: number): Refund[] {
    return (this.#latest.all(limit) as Refund[]).reverse();
  }

  clear() {
    this.#database.exec('DELETE FROM refunds');
  }
}

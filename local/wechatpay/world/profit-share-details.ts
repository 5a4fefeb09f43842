import type { Database, Statement } from 'libsql';
import type { ProfitShareDetail } from '../trade/profit-share';

export class ProfitShareDetails {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byId: Statement<unknown[]>;
  readonly #ofShare: Statement<unknown[]>;
  readonly #ofOrder: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS profitShareDetails (
        id INTEGER PRIMARY KEY AUTOINCREMENT, shareId INTEGER NOT NULL, orderId INTEGER NOT NULL,
        type TEXT NOT NULL, account TEXT NOT NULL, amount INTEGER NOT NULL, description TEXT NOT NULL,
        detailNo TEXT NOT NULL, endsAt INTEGER NOT NULL, outcome TEXT NOT NULL, failReason TEXT
      );
      CREATE INDEX IF NOT EXISTS profitShareDetailsOfShare ON profitShareDetails (shareId);
      CREATE INDEX IF NOT EXISTS profitShareDetailsOfOrder ON profitShareDetails (orderId)`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO profitShareDetails (shareId, orderId, type, account, amount, description, detailNo, endsAt, outcome,
        failReason)
      VALUES (@shareId, @orderId, @type, @account, @amount, @description, @detailNo, @endsAt, @outcome, @failReason)`);
    this.#byId = database.prepare('SELECT * FROM profitShareDetails WHERE id = ?');
    this.#ofShare = database.prepare('SELECT * FROM profitShareDetails WHERE shareId = ? ORDER BY id');
    this.#ofOrder = database.prepare('SELECT * FROM profitShareDetails WHERE orderId = ? ORDER BY id');
  }

  add(detail: Omit<ProfitShareDetail, 'id'>): ProfitShareDetail {
    return { id: Number(this.#insert.run(detail).lastInsertRowid), ...detail };
  }

  get(id: number): ProfitShareDetail | undefined {
    return this.#byId.get(id) as ProfitShareDetail | undefined;
  }

  /** In the order of the request; no share has more than fifty, and what goes to the seller. */
  ofShare(shareId: number): ProfitShareDetail[] {
    return this.#ofShare.all(shareId) as ProfitShareDetail[];
  }

  /** Of all shares of an order, oldest first. */
  ofOrder(orderId: number): ProfitShareDetail[] {
    return this.#ofOrder.all(orderId) as ProfitShareDetail[];
  }

  clear() {
    this.#database.exec('DELETE FROM profitShareDetails');
  }
}

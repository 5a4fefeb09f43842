import type { Database, Statement } from 'libsql';
import type { ProfitShareReturn } from '../trade/profit-share';

export class ProfitShareReturns {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byId: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #ofShare: Statement<unknown[]>;
  readonly #ofOrder: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS profitShareReturns (
        id INTEGER PRIMARY KEY AUTOINCREMENT, shareId INTEGER NOT NULL, orderId INTEGER NOT NULL,
        seller TEXT NOT NULL, outReturnNo TEXT NOT NULL, returnNo TEXT NOT NULL, mchid TEXT NOT NULL,
        amount INTEGER NOT NULL, description TEXT NOT NULL, createdAt INTEGER NOT NULL,
        UNIQUE (outReturnNo, seller)
      );
      CREATE INDEX IF NOT EXISTS profitShareReturnsOfShare ON profitShareReturns (shareId);
      CREATE INDEX IF NOT EXISTS profitShareReturnsOfOrder ON profitShareReturns (orderId)`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO profitShareReturns (shareId, orderId, seller, outReturnNo, returnNo, mchid, amount, description,
        createdAt)
      VALUES (@shareId, @orderId, @seller, @outReturnNo, @returnNo, @mchid, @amount, @description, @createdAt)`);
    this.#byId = database.prepare('SELECT * FROM profitShareReturns WHERE id = ?');
    this.#byNumber = database.prepare('SELECT * FROM profitShareReturns WHERE outReturnNo = ? AND seller = ?');
    this.#ofShare = database.prepare('SELECT * FROM profitShareReturns WHERE shareId = ? ORDER BY id');
    this.#ofOrder = database.prepare('SELECT * FROM profitShareReturns WHERE orderId = ? ORDER BY id');
    this.#latest = database.prepare('SELECT * FROM profitShareReturns ORDER BY id DESC LIMIT ?');
  }

  add(returned: Omit<ProfitShareReturn, 'id'>): ProfitShareReturn {
    return { id: Number(this.#insert.run(returned).lastInsertRowid), ...returned };
  }

  get(id: number): ProfitShareReturn | undefined {
    return this.#byId.get(id) as ProfitShareReturn | undefined;
  }

  byNumber(seller: string, outReturnNo: string): ProfitShareReturn | undefined {
    return this.#byNumber.get(outReturnNo, seller) as ProfitShareReturn | undefined;
  }

  /** Oldest first; no share has more than fifty. */
  ofShare(shareId: number): ProfitShareReturn[] {
    return this.#ofShare.all(shareId) as ProfitShareReturn[];
  }

  /** Of all shares of an order, oldest first. */
  ofOrder(orderId: number): ProfitShareReturn[] {
    return this.#ofOrder.all(orderId) as ProfitShareReturn[];
  }

  /** The newest, newest last. */
  latest(limit: number): ProfitShareReturn[] {
    return (this.#latest.all(limit) as ProfitShareReturn[]).reverse();
  }

  clear() {
    this.#database.exec('DELETE FROM profitShareReturns');
  }
}

import type { Database, Statement } from 'libsql';
import type { ProfitShare } from '../trade/profit-share';

export class ProfitShares {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byId: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #byShareNo: Statement<unknown[]>;
  readonly #ofOrder: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS profitShares (
        id INTEGER PRIMARY KEY AUTOINCREMENT, orderId INTEGER NOT NULL,
        seller TEXT NOT NULL, outOrderNo TEXT NOT NULL, shareNo TEXT NOT NULL UNIQUE, parameters TEXT NOT NULL,
        unfreezes INTEGER NOT NULL, createdAt INTEGER NOT NULL, endsAt INTEGER NOT NULL,
        UNIQUE (outOrderNo, seller)
      );
      CREATE INDEX IF NOT EXISTS profitSharesOfOrder ON profitShares (orderId)`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO profitShares (orderId, seller, outOrderNo, shareNo, parameters, unfreezes, createdAt, endsAt)
      VALUES (@orderId, @seller, @outOrderNo, @shareNo, @parameters, @unfreezes, @createdAt, @endsAt)`);
    this.#byId = database.prepare('SELECT * FROM profitShares WHERE id = ?');
    this.#byNumber = database.prepare('SELECT * FROM profitShares WHERE outOrderNo = ? AND seller = ?');
    this.#byShareNo = database.prepare('SELECT * FROM profitShares WHERE shareNo = ?');
    this.#ofOrder = database.prepare('SELECT * FROM profitShares WHERE orderId = ? ORDER BY id');
    this.#latest = database.prepare('SELECT * FROM profitShares ORDER BY id DESC LIMIT ? OFFSET ?');
  }

  add(share: Omit<ProfitShare, 'id'>): ProfitShare {
    return { id: Number(this.#insert.run(share).lastInsertRowid), ...share };
  }

  get(id: number): ProfitShare | undefined {
    return this.#byId.get(id) as ProfitShare | undefined;
  }

  byNumber(seller: string, outOrderNo: string): ProfitShare | undefined {
    return this.#byNumber.get(outOrderNo, seller) as ProfitShare | undefined;
  }

  byShareNo(shareNo: string): ProfitShare | undefined {
    return this.#byShareNo.get(shareNo) as ProfitShare | undefined;
  }

  /** Oldest first; no order has more than fifty. */
  ofOrder(orderId: number): ProfitShare[] {
    return this.#ofOrder.all(orderId) as ProfitShare[];
  }

  /** The newest, newest last. */
  latest(limit: number, skip = 0): ProfitShare[] {
    return (this.#latest.all(limit, skip) as ProfitShare[]).reverse();
  }

  clear() {
    this.#database.exec('DELETE FROM profitShares');
  }
}

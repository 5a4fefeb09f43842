import type { Database, Statement } from 'libsql';
import type { ReceiverType } from '../trade/profit-share';

/** With whom a seller may share. */
export interface ProfitShareReceiver {
  seller: string;
  type: ReceiverType;
  account: string;
  name: string | null;
  relation: string;
  customRelation: string | null;
}

type Key = Pick<ProfitShareReceiver, 'seller' | 'type' | 'account'>;

export class ProfitShareReceivers {
  readonly #database: Database;
  readonly #put: Statement<unknown[]>;
  readonly #get: Statement<unknown[]>;
  readonly #remove: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS profitShareReceivers (
        seller TEXT NOT NULL, type TEXT NOT NULL, account TEXT NOT NULL, name TEXT, relation TEXT NOT NULL,
        customRelation TEXT,
        PRIMARY KEY (account, type, seller)
      )`);
    this.#database = database;
    this.#put = database.prepare(`
      INSERT OR REPLACE INTO profitShareReceivers (seller, type, account, name, relation, customRelation)
      VALUES (@seller, @type, @account, @name, @relation, @customRelation)`);
    const found = 'account = @account AND type = @type AND seller = @seller';
    this.#get = database.prepare(`SELECT 1 FROM profitShareReceivers WHERE ${found}`);
    this.#remove = database.prepare(`DELETE FROM profitShareReceivers WHERE ${found}`);
    this.#latest = database.prepare('SELECT * FROM profitShareReceivers ORDER BY rowid DESC LIMIT ? OFFSET ?');
  }

  /** Again, it takes the place of what was there. */
  put(receiver: ProfitShareReceiver) {
    this.#put.run(receiver);
  }

  has({ seller, type, account }: Key): boolean {
    return this.#get.get({ seller, type, account }) !== undefined;
  }

  /** Whether there was one. */
  remove({ seller, type, account }: Key): boolean {
    return this.#remove.run({ seller, type, account }).changes > 0;
  }

  /** The newest, newest last. */
  latest(limit: number, skip = 0): ProfitShareReceiver[] {
    return (this.#latest.all(limit, skip) as ProfitShareReceiver[]).reverse();
  }

  clear() {
    this.#database.exec('DELETE FROM profitShareReceivers');
  }
}

import type { Database, Statement } from 'libsql';

/** A file that was promised, and to whom. Moments are virtual milliseconds. */
export interface BillOffer {
  token: string;
  mchid: string;
  /** Which bill, as JSON. */
  bill: string;
  expiresAt: number;
}

/** What `download_url` leads to, for as long as it does. */
export class BillOffers {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #prune: Statement<unknown[]>;
  readonly #byToken: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS billOffers (
        token TEXT PRIMARY KEY, mchid TEXT NOT NULL, bill TEXT NOT NULL, expiresAt INTEGER NOT NULL
      )`);
    this.#database = database;
    this.#insert = database.prepare(
      'INSERT INTO billOffers (token, mchid, bill, expiresAt) VALUES (@token, @mchid, @bill, @expiresAt)',
    );
    this.#prune = database.prepare('DELETE FROM billOffers WHERE expiresAt <= ?');
    this.#byToken = database.prepare('SELECT * FROM billOffers WHERE token = ?');
  }

  /** Forgets those that have expired, too. */
  add(offer: BillOffer, now: number) {
    this.#prune.run(now);
    this.#insert.run(offer);
  }

  get(token: string): BillOffer | undefined {
    return this.#byToken.get(token) as BillOffer | undefined;
  }

  clear() {
    this.#database.exec('DELETE FROM billOffers');
  }
}

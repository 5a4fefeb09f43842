import type { Database, Statement } from 'libsql';

/** What a buyer shows a shop (付款码), or what his face was turned into (face_code). Moments are virtual milliseconds. */
export interface Paycode {
  code: string;
  kind: 'scan' | 'face';
  openid: string;
  /** The same buyer under a sub-merchant's appid. */
  subOpenid: string;
  /** Fen the buyer has; null for enough. */
  balance: number | null;
  issuedAt: number;
  /** The seller who asked whose code it is, and who alone may charge it from then on. */
  boundTo: string | null;
  chargedAt: number | null;
}

export class Paycodes {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byCode: Statement<unknown[]>;
  readonly #bind: Statement<unknown[]>;
  readonly #charge: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS paycodes (
        code TEXT PRIMARY KEY, kind TEXT NOT NULL, openid TEXT NOT NULL, subOpenid TEXT NOT NULL, balance INTEGER,
        issuedAt INTEGER NOT NULL, boundTo TEXT, chargedAt INTEGER
      )`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO paycodes (code, kind, openid, subOpenid, balance, issuedAt, boundTo, chargedAt)
      VALUES (@code, @kind, @openid, @subOpenid, @balance, @issuedAt, @boundTo, @chargedAt)`);
    this.#byCode = database.prepare('SELECT * FROM paycodes WHERE code = ?');
    this.#bind = database.prepare('UPDATE paycodes SET boundTo = @seller WHERE code = @code');
    this.#charge = database.prepare('UPDATE paycodes SET chargedAt = @chargedAt WHERE code = @code');
  }

  add(paycode: Omit<Paycode, 'boundTo' | 'chargedAt'>): Paycode {
    const added = { ...paycode, boundTo: null, chargedAt: null };
    this.#insert.run(added);
    return added;
  }

  get(code: string): Paycode | undefined {
    return this.#byCode.get(code) as Paycode | undefined;
  }

  bind(code: string, seller: string) {
    this.#bind.run({ code, seller });
  }

  markCharged(code: string, chargedAt: number) {
    this.#charge.run({ code, chargedAt });
  }

  clear() {
    this.#database.exec('DELETE FROM paycodes');
  }
}

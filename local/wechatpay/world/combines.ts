import type { Database, Statement } from 'libsql';
import type { Credential, Credentials } from '../trade/credential';

/** What a combined order has besides its orders, which lie among all the others. Moments are virtual milliseconds. */
export interface CombinedRow extends Credentials {
  id: number;
  /** Whoever combines: the merchant that signed. */
  mchid: string;
  appid: string;
  /** `combine_out_trade_no`, unique per mchid. */
  outTradeNo: string;
  tradeType: string;
  /** The device it was made at, told again in answers. */
  deviceId: string | null;
  notifyUrl: string;
  /** Every parameter that must not change when the number is submitted again, as JSON. */
  parameters: string;
  createdAt: number;
  expiresAt: number;
  prepaidAt: number;
}

export class Combines {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byId: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #anyMerchant: Statement<unknown[]>;
  readonly #byCredential: Record<Credential, Statement<unknown[]>>;
  readonly #latest: Statement<unknown[]>;
  readonly #renew: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS combines (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        mchid TEXT NOT NULL, appid TEXT NOT NULL, outTradeNo TEXT NOT NULL, tradeType TEXT NOT NULL,
        deviceId TEXT, notifyUrl TEXT NOT NULL, parameters TEXT NOT NULL,
        createdAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL,
        prepayId TEXT UNIQUE, codeUrl TEXT UNIQUE, webUrl TEXT UNIQUE, prepaidAt INTEGER NOT NULL,
        UNIQUE (outTradeNo, mchid)
      )`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO combines (mchid, appid, outTradeNo, tradeType, deviceId, notifyUrl, parameters, createdAt, expiresAt,
        prepayId, codeUrl, webUrl, prepaidAt)
      VALUES (@mchid, @appid, @outTradeNo, @tradeType, @deviceId, @notifyUrl, @parameters, @createdAt, @expiresAt,
        @prepayId, @codeUrl, @webUrl, @prepaidAt)`);
    this.#byId = database.prepare('SELECT * FROM combines WHERE id = ?');
    this.#byNumber = database.prepare('SELECT * FROM combines WHERE outTradeNo = ? AND mchid = ?');
    this.#anyMerchant = database.prepare('SELECT * FROM combines WHERE outTradeNo = ? LIMIT 1');
    this.#byCredential = {
      prepayId: database.prepare('SELECT * FROM combines WHERE prepayId = ?'),
      codeUrl: database.prepare('SELECT * FROM combines WHERE codeUrl = ?'),
      webUrl: database.prepare('SELECT * FROM combines WHERE webUrl = ?'),
    };
    this.#latest = database.prepare('SELECT * FROM combines ORDER BY id DESC LIMIT ? OFFSET ?');
    this.#renew = database.prepare(`
      UPDATE combines SET prepayId = @prepayId, codeUrl = @codeUrl, webUrl = @webUrl, prepaidAt = @prepaidAt
      WHERE id = @id`);
  }

  add(combined: Omit<CombinedRow, 'id'>): CombinedRow {
    return { id: Number(this.#insert.run(combined).lastInsertRowid), ...combined };
  }

  get(id: number): CombinedRow | undefined {
    return this.#byId.get(id) as CombinedRow | undefined;
  }

  byNumber(mchid: string, outTradeNo: string): CombinedRow | undefined {
    return this.#byNumber.get(outTradeNo, mchid) as CombinedRow | undefined;
  }

  /** Of whichever merchant. */
  withNumber(outTradeNo: string): CombinedRow | undefined {
    return this.#anyMerchant.get(outTradeNo) as CombinedRow | undefined;
  }

  /** By what the buyer pays with; one that has been renewed finds nothing any more. */
  payableWith(kind: Credential, value: string): CombinedRow | undefined {
    return this.#byCredential[kind].get(value) as CombinedRow | undefined;
  }

  renew(id: number, credentials: Credentials, prepaidAt: number): CombinedRow {
    this.#renew.run({ id, ...credentials, prepaidAt });
    return this.get(id) as CombinedRow;
  }

  /** The newest, newest last. */
  latest(limit: number, skip = 0): CombinedRow[] {
    return (this.#latest.all(limit, skip) as CombinedRow[]).reverse();
  }

  clear() {
    this.#database.exec('DELETE FROM combines');
  }
}

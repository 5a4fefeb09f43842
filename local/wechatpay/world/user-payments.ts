import type { Database, Statement } from 'libsql';

/** Money that a user got at once, without being asked (企业付款). Moments are virtual milliseconds, money is fen. */
export interface UserPayment {
  id: number;
  mchid: string;
  appid: string;
  /** Unique per mchid. */
  partnerTradeNo: string;
  /** WeChat's own number. */
  paymentNo: string;
  openid: string;
  userName: string | null;
  amount: number;
  description: string;
  /** Every parameter that must not change when the number is submitted again, as JSON. */
  parameters: string;
  paidAt: number;
}

export class UserPayments {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #paidTo: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS userPayments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        mchid TEXT NOT NULL, appid TEXT NOT NULL, partnerTradeNo TEXT NOT NULL, paymentNo TEXT NOT NULL,
        openid TEXT NOT NULL, userName TEXT, amount INTEGER NOT NULL, description TEXT NOT NULL,
        parameters TEXT NOT NULL, paidAt INTEGER NOT NULL,
        UNIQUE (partnerTradeNo, mchid)
      );
      CREATE INDEX IF NOT EXISTS userPaymentsOfUser ON userPayments (openid, mchid, paidAt)`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO userPayments (mchid, appid, partnerTradeNo, paymentNo, openid, userName, amount, description,
        parameters, paidAt)
      VALUES (@mchid, @appid, @partnerTradeNo, @paymentNo, @openid, @userName, @amount, @description, @parameters,
        @paidAt)`);
    this.#byNumber = database.prepare('SELECT * FROM userPayments WHERE partnerTradeNo = ? AND mchid = ?');
    this.#paidTo = database.prepare(
      'SELECT COALESCE(SUM(amount), 0) AS amount FROM userPayments WHERE openid = ? AND mchid = ? AND paidAt >= ?',
    );
    this.#latest = database.prepare('SELECT * FROM userPayments ORDER BY id DESC LIMIT ? OFFSET ?');
  }

  add(payment: Omit<UserPayment, 'id'>): UserPayment {
    return { id: Number(this.#insert.run(payment).lastInsertRowid), ...payment };
  }

  byNumber(mchid: string, partnerTradeNo: string): UserPayment | undefined {
    return this.#byNumber.get(partnerTradeNo, mchid) as UserPayment | undefined;
  }

  /** Fen that a merchant has paid to a user since a moment. */
  paidTo(openid: string, mchid: string, since: number): number {
    return (this.#paidTo.get(openid, mchid, since) as { amount: number }).amount;
  }

  /** The newest, newest last. */
  latest(limit: number, skip = 0): UserPayment[] {
    return (this.#latest.all(limit, skip) as UserPayment[]).reverse();
  }

  clear() {
    this.#database.exec('DELETE FROM userPayments');
  }
}

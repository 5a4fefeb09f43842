import type { Database, Statement } from 'libsql';
import type { Transfer } from '../trade/transfer';

export class Transfers {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byId: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #byTransferBillNo: Statement<unknown[]>;
  readonly #anyMerchant: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;
  readonly #decide: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS transfers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        mchid TEXT NOT NULL, appid TEXT NOT NULL, outBillNo TEXT NOT NULL, transferBillNo TEXT NOT NULL UNIQUE,
        openid TEXT NOT NULL, userName TEXT, amount INTEGER NOT NULL, remark TEXT NOT NULL, notifyUrl TEXT,
        parameters TEXT NOT NULL, packageInfo TEXT NOT NULL, createdAt INTEGER NOT NULL, readyAt INTEGER NOT NULL,
        decidedAt INTEGER, endsAt INTEGER NOT NULL, outcome TEXT NOT NULL, failReason TEXT,
        UNIQUE (outBillNo, mchid)
      )`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO transfers (mchid, appid, outBillNo, transferBillNo, openid, userName, amount, remark, notifyUrl,
        parameters, packageInfo, createdAt, readyAt, decidedAt, endsAt, outcome, failReason)
      VALUES (@mchid, @appid, @outBillNo, @transferBillNo, @openid, @userName, @amount, @remark, @notifyUrl,
        @parameters, @packageInfo, @createdAt, @readyAt, @decidedAt, @endsAt, @outcome, @failReason)`);
    this.#byId = database.prepare('SELECT * FROM transfers WHERE id = ?');
    this.#byNumber = database.prepare('SELECT * FROM transfers WHERE outBillNo = ? AND mchid = ?');
    this.#byTransferBillNo = database.prepare('SELECT * FROM transfers WHERE transferBillNo = ?');
    this.#anyMerchant = database.prepare('SELECT * FROM transfers WHERE outBillNo = ? LIMIT 1');
    this.#latest = database.prepare('SELECT * FROM transfers ORDER BY id DESC LIMIT ? OFFSET ?');
    this.#decide = database.prepare(`
      UPDATE transfers SET decidedAt = @decidedAt, endsAt = @endsAt, outcome = @outcome, failReason = @failReason
      WHERE id = @id`);
  }

  add(transfer: Omit<Transfer, 'id'>): Transfer {
    return { id: Number(this.#insert.run(transfer).lastInsertRowid), ...transfer };
  }

  get(id: number): Transfer | undefined {
    return this.#byId.get(id) as Transfer | undefined;
  }

  byNumber(mchid: string, outBillNo: string): Transfer | undefined {
    return this.#byNumber.get(outBillNo, mchid) as Transfer | undefined;
  }

  byTransferBillNo(transferBillNo: string): Transfer | undefined {
    return this.#byTransferBillNo.get(transferBillNo) as Transfer | undefined;
  }

  /** Of whichever merchant. */
  withNumber(outBillNo: string): Transfer | undefined {
    return this.#anyMerchant.get(outBillNo) as Transfer | undefined;
  }

  /** The newest, newest last. */
  latest(limit: number, skip = 0): Transfer[] {
    return (this.#latest.all(limit, skip) as Transfer[]).reverse();
  }

  /** Another end than that of one which nobody confirms. */
  decide({ id, decidedAt, endsAt, outcome, failReason }: Transfer) {
    this.#decide.run({ id, decidedAt, endsAt, outcome, failReason });
  }

  clear() {
    this.#database.exec('DELETE FROM transfers');
  }
}

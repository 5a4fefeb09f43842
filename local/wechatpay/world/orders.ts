import type { Database, Statement } from 'libsql';
import type { Credential, Credentials } from '../trade/credential';
import type { Order } from '../trade/order';

export type NewOrder = Omit<Order, 'id' | 'combinedId' | 'state' | 'closedAt' | 'paidAt' | 'transactionId' | 'silent'>;

/** The orders, each looked up through an index: a hundred thousand of them stay on the disk. */
export class Orders {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byId: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #anySeller: Statement<unknown[]>;
  readonly #byCredential: Record<Credential, Statement<unknown[]>>;
  readonly #ofCombined: Statement<unknown[]>;
  readonly #byTransactionId: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;
  readonly #count: Statement<unknown[]>;
  readonly #pay: Statement<unknown[]>;
  readonly #close: Statement<unknown[]>;
  readonly #mark: Statement<unknown[]>;
  readonly #revoke: Statement<unknown[]>;
  readonly #refund: Statement<unknown[]>;
  readonly #renew: Statement<unknown[]>;

  constructor(database: Database) {
    // An order has few of these names: an index need not hold that the others are missing.
    database.exec(`
      CREATE TABLE IF NOT EXISTS orders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        mchid TEXT NOT NULL, appid TEXT NOT NULL, subMchid TEXT, subAppid TEXT,
        seller TEXT NOT NULL, outTradeNo TEXT NOT NULL,
        api TEXT NOT NULL, tradeType TEXT NOT NULL, signType TEXT NOT NULL,
        openid TEXT, subOpenid TEXT, description TEXT NOT NULL, total INTEGER NOT NULL, attach TEXT,
        notifyUrl TEXT, parameters TEXT NOT NULL,
        createdAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL,
        prepayId TEXT, codeUrl TEXT, webUrl TEXT, prepaidAt INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'NOTPAY', closedAt INTEGER,
        paidAt INTEGER, transactionId TEXT, silent INTEGER NOT NULL DEFAULT 0,
        combinedId INTEGER,
        UNIQUE (outTradeNo, seller)
      );
      CREATE UNIQUE INDEX IF NOT EXISTS ordersOfPrepay ON orders (prepayId) WHERE prepayId IS NOT NULL;
      CREATE UNIQUE INDEX IF NOT EXISTS ordersOfCode ON orders (codeUrl) WHERE codeUrl IS NOT NULL;
      CREATE UNIQUE INDEX IF NOT EXISTS ordersOfPage ON orders (webUrl) WHERE webUrl IS NOT NULL;
      CREATE UNIQUE INDEX IF NOT EXISTS ordersOfTransaction ON orders (transactionId) WHERE transactionId IS NOT NULL;
      CREATE INDEX IF NOT EXISTS ordersOfCombined ON orders (combinedId) WHERE combinedId IS NOT NULL`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO orders (mchid, appid, subMchid, subAppid, seller, outTradeNo, api, tradeType, signType, openid,
        subOpenid, description, total, attach, notifyUrl, parameters, createdAt, expiresAt, prepayId, codeUrl, webUrl,
        prepaidAt, combinedId)
      VALUES (@mchid, @appid, @subMchid, @subAppid, @seller, @outTradeNo, @api, @tradeType, @signType, @openid,
        @subOpenid, @description, @total, @attach, @notifyUrl, @parameters, @createdAt, @expiresAt, @prepayId, @codeUrl,
        @webUrl, @prepaidAt, @combinedId)
      RETURNING *`);
    this.#byId = database.prepare('SELECT * FROM orders WHERE id = ?');
    this.#byNumber = database.prepare('SELECT * FROM orders WHERE outTradeNo = ? AND seller = ?');
    this.#anySeller = database.prepare('SELECT * FROM orders WHERE outTradeNo = ? LIMIT 2');
    this.#byCredential = {
      prepayId: database.prepare('SELECT * FROM orders WHERE prepayId = ?'),
      codeUrl: database.prepare('SELECT * FROM orders WHERE codeUrl = ?'),
      webUrl: database.prepare('SELECT * FROM orders WHERE webUrl = ?'),
    };
    this.#ofCombined = database.prepare('SELECT * FROM orders WHERE combinedId = ? ORDER BY id');
    this.#byTransactionId = database.prepare('SELECT * FROM orders WHERE transactionId = ?');
    this.#latest = database.prepare('SELECT * FROM orders ORDER BY id DESC LIMIT ? OFFSET ?');
    this.#count = database.prepare('SELECT count(*) AS count FROM orders');
    this.#pay = database.prepare(`
      UPDATE orders SET state = 'SUCCESS', paidAt = @paidAt, transactionId = @transactionId, openid = @openid,
        silent = @silent
      WHERE id = @id`);
    this.#close = database.prepare(`UPDATE orders SET state = 'CLOSED', closedAt = @closedAt WHERE id = @id`);
    this.#mark = database.prepare('UPDATE orders SET state = @state WHERE id = @id');
    this.#revoke = database.prepare(`UPDATE orders SET state = 'REVOKED', closedAt = @closedAt WHERE id = @id`);
    this.#refund = database.prepare(`UPDATE orders SET state = 'REFUND' WHERE id = ?`);
    this.#renew = database.prepare(`
      UPDATE orders SET prepayId = @prepayId, codeUrl = @codeUrl, webUrl = @webUrl, prepaidAt = @prepaidAt
      WHERE id = @id`);
  }

  add(order: NewOrder, combinedId: number | null = null): Order {
    return this.#insert.get({ ...order, combinedId }) as Order;
  }

  get(id: number): Order | undefined {
    return this.#byId.get(id) as Order | undefined;
  }

  byNumber(seller: string, outTradeNo: string): Order | undefined {
    return this.#byNumber.get(outTradeNo, seller) as Order | undefined;
  }

  /** The orders of any seller under this number: two where it is not unique. */
  withNumber(outTradeNo: string): Order[] {
    return this.#anySeller.all(outTradeNo) as Order[];
  }

  /** In the order in which they were made; no combined order has more than fifty. */
  ofCombined(combinedId: number): Order[] {
    return this.#ofCombined.all(combinedId) as Order[];
  }

  /** By what the buyer pays with; one that has been renewed finds nothing any more. */
  payableWith(kind: Credential, value: string): Order | undefined {
    return this.#byCredential[kind].get(value) as Order | undefined;
  }

  byTransactionId(transactionId: string): Order | undefined {
    return this.#byTransactionId.get(transactionId) as Order | undefined;
  }

  /** The newest orders, newest last; `skip` of them left out. */
  latest(limit: number, skip = 0): Order[] {
    return (this.#latest.all(limit, skip) as Order[]).reverse();
  }

  count(): number {
    return (this.#count.get() as { count: number }).count;
  }

  markPaid(id: number, payment: { paidAt: number; transactionId: string; openid: string | null; silent: boolean }) {
    this.#pay.run({ id, ...payment, silent: payment.silent ? 1 : 0 });
  }

  markClosed(id: number, closedAt: number) {
    this.#close.run({ id, closedAt });
  }

  /** Of code pay: the buyer is asked for the password, or the attempt has come to nothing. */
  mark(id: number, state: 'NOTPAY' | 'USERPAYING' | 'PAYERROR') {
    this.#mark.run({ id, state });
  }

  /** Taken back by the shop, whether it was paid or not. */
  markRevoked(id: number, closedAt: number) {
    this.#revoke.run({ id, closedAt });
  }

  markRefunded(id: number) {
    this.#refund.run(id);
  }

  renew(id: number, credentials: Credentials, prepaidAt: number): Order {
    this.#renew.run({ id, ...credentials, prepaidAt });
    return this.get(id) as Order;
  }

  clear() {
    this.#database.exec('DELETE FROM orders');
  }
}

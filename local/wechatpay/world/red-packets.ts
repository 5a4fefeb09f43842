import type { Database, Statement } from 'libsql';
import type { RedPacket, RedPacketClaim } from '../trade/red-packet';

export class RedPackets {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #byNumber: Statement<unknown[]>;
  readonly #anySeller: Statement<unknown[]>;
  readonly #sentTo: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;
  readonly #claim: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS redPackets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        mchid TEXT NOT NULL, seller TEXT NOT NULL, mchBillno TEXT NOT NULL, listId TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL, openid TEXT NOT NULL, total INTEGER NOT NULL, count INTEGER NOT NULL,
        wishing TEXT NOT NULL, remark TEXT NOT NULL, activity TEXT NOT NULL, parameters TEXT NOT NULL,
        sentAt INTEGER NOT NULL, claims TEXT NOT NULL,
        UNIQUE (mchBillno, seller)
      );
      CREATE INDEX IF NOT EXISTS redPacketsOfUser ON redPackets (openid, seller, sentAt)`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO redPackets (mchid, seller, mchBillno, listId, kind, openid, total, count, wishing, remark, activity,
        parameters, sentAt, claims)
      VALUES (@mchid, @seller, @mchBillno, @listId, @kind, @openid, @total, @count, @wishing, @remark, @activity,
        @parameters, @sentAt, @claims)`);
    this.#byNumber = database.prepare('SELECT * FROM redPackets WHERE mchBillno = ? AND seller = ?');
    this.#anySeller = database.prepare('SELECT * FROM redPackets WHERE mchBillno = ? LIMIT 1');
    this.#sentTo = database.prepare(
      'SELECT count(*) AS count FROM redPackets WHERE openid = ? AND seller = ? AND sentAt >= ?',
    );
    this.#latest = database.prepare('SELECT * FROM redPackets ORDER BY id DESC LIMIT ? OFFSET ?');
    this.#claim = database.prepare('UPDATE redPackets SET claims = @claims WHERE id = @id');
  }

  add(packet: Omit<RedPacket, 'id'>): RedPacket {
    return { id: Number(this.#insert.run(packet).lastInsertRowid), ...packet };
  }

  byNumber(seller: string, mchBillno: string): RedPacket | undefined {
    return this.#byNumber.get(mchBillno, seller) as RedPacket | undefined;
  }

  /** Of whichever seller. */
  withNumber(mchBillno: string): RedPacket | undefined {
    return this.#anySeller.get(mchBillno) as RedPacket | undefined;
  }

  /** How many a seller has sent to a user since a moment. */
  sentTo(openid: string, seller: string, since: number): number {
    return (this.#sentTo.get(openid, seller, since) as { count: number }).count;
  }

  /** The newest, newest last. */
  latest(limit: number, skip = 0): RedPacket[] {
    return (this.#latest.all(limit, skip) as RedPacket[]).reverse();
  }

  setClaims(id: number, claims: RedPacketClaim[]) {
    this.#claim.run({ id, claims: JSON.stringify(claims) });
  }

  clear() {
    this.#database.exec('DELETE FROM redPackets');
  }
}

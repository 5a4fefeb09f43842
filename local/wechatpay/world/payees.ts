import type { Database, Statement } from 'libsql';

/** The real names of users, as far as somebody has said them: WeChat knows them all. */
export class Payees {
  readonly #database: Database;
  readonly #put: Statement<unknown[]>;
  readonly #get: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec('CREATE TABLE IF NOT EXISTS payees (openid TEXT PRIMARY KEY, name TEXT NOT NULL)');
    this.#database = database;
    this.#put = database.prepare(
      'INSERT INTO payees (openid, name) VALUES (?, ?) ON CONFLICT (openid) DO UPDATE SET name = excluded.name',
    );
    this.#get = database.prepare('SELECT name FROM payees WHERE openid = ?');
  }

  name(openid: string, name: string) {
    this.#put.run(openid, name);
  }

  /** Whether this may be the user's name: of one whose name nobody has said, any may. */
  mayBeCalled(openid: string, name: string): boolean {
    const known = this.#get.get(openid) as { name: string } | undefined;
    return known === undefined || known.name === name;
  }

  clear() {
    this.#database.exec('DELETE FROM payees');
  }
}

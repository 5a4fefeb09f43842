import type { Database } from 'libsql';

/** Small named values: the clock's offset, the faults. */
export class Settings {
  readonly #database: Database;
  readonly #get;
  readonly #set;

  constructor(database: Database) {
    database.exec('CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
    this.#database = database;
    this.#get = database.prepare('SELECT value FROM settings WHERE name = ?');
    this.#set = database.prepare(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
  }

  get<T>(name: string): T | undefined {
    const row = this.#get.get(name) as { value: string } | undefined;
    return row && (JSON.parse(row.value) as T);
  }

  set(name: string, value: unknown) {
    this.#set.run(name, JSON.stringify(value));
  }

  clear() {
    this.#database.exec('DELETE FROM settings');
  }
}

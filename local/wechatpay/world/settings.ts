import type { Database } from 'libsql';

/** Small named values: the clock's offset, the faults. Each is asked for many times a request, and read from the disk once. */
export class Settings {
  readonly #database: Database;
  readonly #get;
  readonly #set;
  readonly #known = new Map<string, unknown>();

  constructor(database: Database) {
    database.exec('CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
    this.#database = database;
    this.#get = database.prepare('SELECT value FROM settings WHERE name = ?');
    this.#set = database.prepare(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
  }

  get<T>(name: string): T | undefined {
    if (!this.#known.has(name)) {
      const row = this.#get.get(name) as { value: string } | undefined;
      this.#known.set(name, row && JSON.parse(row.value));
    }
    return this.#known.get(name) as T | undefined;
  }

  set(name: string, value: unknown) {
    this.#set.run(name, JSON.stringify(value));
    this.#known.set(name, value);
  }

  clear() {
    this.#database.exec('DELETE FROM settings');
    this.#known.clear();
  }
}

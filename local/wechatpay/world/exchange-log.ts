import type { Database, Statement } from 'libsql';
import type { Exchange, LogPage } from '../../exchange';

/** So many exchanges are kept; older ones go. */
const kept = 5000;
const pruneEvery = 200;
/** Of a body, so many characters are kept: the log is for reading. */
const keptOfBody = 16_384;

/** Entries are written together, so many or so many milliseconds late: a commit for each would cost more than signing. */
const batch = 64;
const lateness = 50;

/** What went over the wire, oldest first. A kill loses the last moment of it; nothing else is decided by the log. */
export class ExchangeLog {
  readonly #database: Database;
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #insert: Statement<unknown[]>;
  readonly #prune: Statement<unknown[]>;
  readonly #after: Statement<unknown[]>;
  readonly #before: Statement<unknown[]>;
  readonly #write: (entries: string[]) => void;

  constructor(database: Database) {
    // AUTOINCREMENT: a reader's `after` stays right when everything before it was deleted.
    database.exec('CREATE TABLE IF NOT EXISTS exchanges (id INTEGER PRIMARY KEY AUTOINCREMENT, json TEXT NOT NULL)');
    this.#database = database;
    this.#insert = database.prepare('INSERT INTO exchanges (json) VALUES (?)');
    this.#prune = database.prepare('DELETE FROM exchanges WHERE id <= ?');
    this.#after = database.prepare('SELECT id, json FROM exchanges WHERE id > ? ORDER BY id LIMIT ?');
    this.#before = database.prepare('SELECT id, json FROM exchanges WHERE id < ? ORDER BY id DESC LIMIT ?');
    this.#write = database.transaction((entries: string[]) => {
      for (const entry of entries) {
        const id = Number(this.#insert.run(entry).lastInsertRowid);
        if (id % pruneEvery === 0) this.#prune.run(id - kept);
      }
    });
  }

  add(exchange: Omit<Exchange, 'id'>) {
    const entry = {
      ...exchange,
      request: { ...exchange.request, body: shortened(exchange.request.body) },
      ...(exchange.answer && { answer: { ...exchange.answer, body: shortened(exchange.answer.body) } }),
    };
    this.#waiting.push(JSON.stringify(entry));
    if (this.#waiting.length >= batch) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), lateness);
  }

  /** Writes what is waiting. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const entries = this.#waiting;
    if (entries.length === 0) return;
    this.#waiting = [];
    this.#write(entries);
  }

  /** `next` is what to ask for next time; it stays the same when there is nothing new. */
  page(after: number, limit: number): LogPage<Exchange> {
    this.flush();
    const entries = (this.#after.all(after, limit) as Row[]).map(read);
    return { entries, next: entries.at(-1)?.id ?? after };
  }

  /** The last ones before an id, oldest first; `next` is what `page` goes on with. */
  pageBefore(before: number, limit: number): LogPage<Exchange> {
    this.flush();
    const entries = (this.#before.all(before, limit) as Row[]).reverse().map(read);
    return { entries, next: entries.at(-1)?.id ?? 0 };
  }

  clear() {
    this.#waiting = [];
    this.#database.exec('DELETE FROM exchanges');
  }
}

interface Row {
  id: number;
  json: string;
}

function read({ id, json }: Row): Exchange {
  return { id, ...(JSON.parse(json) as Omit<Exchange, 'id'>) };
}

function shortened(body: string): string {
  return body.length <= keptOfBody ? body : `${body.slice(0, keptOfBody)}…（共 ${body.length} 个字符）`;
}

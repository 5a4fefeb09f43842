import type { Database, Statement } from 'libsql';

/** Each is written by its own line in `notifications/message-writer.ts`. */
export type NotificationKind = 'paid' | 'refunded' | 'combined' | 'transfer' | 'profitShare' | 'profitShareReturn';

/** One thing to tell the merchant, until the merchant has said that it heard. Moments are virtual milliseconds. */
export interface Notification {
  id: number;
  /** What it tells of. */
  kind: NotificationKind;
  /** The order, the refund, … of this kind, by its id. */
  subjectId: number;
  /** What API v3 calls `id`: the same for every attempt. */
  eventId: string;
  /** The merchant's number of what it is about, for whoever reads a list. */
  outTradeNo: string;
  url: string;
  /** When what it tells happened, or will happen: the end of a refund is told in advance. */
  createdAt: number;
  attempts: number;
  /** When the next attempt is due; null when there will be none. */
  nextAt: number | null;
  /** `held`: waits for another notification to overtake it. */
  status: 'pending' | 'held' | 'acknowledged' | 'exhausted';
}

export type Outcome = 'acknowledged' | 'rejected' | 'timeout' | 'unreachable' | 'lost';

export interface Attempt {
  notificationId: number;
  number: number;
  /** Real time, ISO 8601. */
  at: string;
  virtualAt: string;
  outcome: Outcome;
  status: number | null;
  /** The beginning of what the merchant answered, or why nothing came. */
  answer: string;
  durationMs: number;
}

export class Notifications {
  readonly #database: Database;
  readonly #insert: Statement<unknown[]>;
  readonly #due: Statement<unknown[]>;
  readonly #held: Statement<unknown[]>;
  readonly #reschedule: Statement<unknown[]>;
  readonly #insertAttempt: Statement<unknown[]>;
  readonly #latest: Statement<unknown[]>;
  readonly #attemptsOf: Statement<unknown[]>;
  readonly #about: Statement<unknown[]>;
  readonly #takeBack: Statement<unknown[]>;

  constructor(database: Database) {
    database.exec(`
      CREATE TABLE IF NOT EXISTS notifications (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subjectId INTEGER NOT NULL, eventId TEXT NOT NULL,
        outTradeNo TEXT NOT NULL, url TEXT NOT NULL, createdAt INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0, nextAt INTEGER, status TEXT NOT NULL
      );
      CREATE INDEX IF NOT EXISTS notificationsDue ON notifications (nextAt) WHERE nextAt IS NOT NULL;
      CREATE INDEX IF NOT EXISTS notificationsAbout ON notifications (kind, subjectId);
      CREATE INDEX IF NOT EXISTS notificationsHeld ON notifications (status) WHERE status = 'held';
      CREATE TABLE IF NOT EXISTS attempts (
        notificationId INTEGER NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, virtualAt TEXT NOT NULL,
        outcome TEXT NOT NULL, status INTEGER, answer TEXT NOT NULL, durationMs INTEGER NOT NULL
      );
      CREATE INDEX IF NOT EXISTS attemptsOfNotification ON attempts (notificationId)`);
    this.#database = database;
    this.#insert = database.prepare(`
      INSERT INTO notifications (kind, subjectId, eventId, outTradeNo, url, createdAt, nextAt, status)
      VALUES (@kind, @subjectId, @eventId, @outTradeNo, @url, @createdAt, @nextAt, @status)`);
    this.#due = database.prepare(
      'SELECT * FROM notifications WHERE nextAt IS NOT NULL ORDER BY nextAt, id LIMIT @limit',
    );
    this.#held = database.prepare(`SELECT * FROM notifications WHERE status = 'held' LIMIT 1`);
    this.#reschedule = database.prepare(`
      UPDATE notifications SET attempts = @attempts, nextAt = @nextAt, status = @status WHERE id = @id`);
    this.#insertAttempt = database.prepare(`
      INSERT INTO attempts (notificationId, number, at, virtualAt, outcome, status, answer, durationMs)
      VALUES (@notificationId, @number, @at, @virtualAt, @outcome, @status, @answer, @durationMs)`);
    this.#latest = database.prepare('SELECT * FROM notifications ORDER BY id DESC LIMIT ? OFFSET ?');
    this.#attemptsOf = database.prepare('SELECT * FROM attempts WHERE notificationId = ? ORDER BY rowid');
    this.#takeBack = database.prepare('DELETE FROM notifications WHERE kind = ? AND subjectId = ? AND attempts = 0');
    this.#about = database.prepare('SELECT * FROM notifications WHERE kind = ? AND subjectId = ? ORDER BY id');
  }

  /** Answers its id. */
  add(notification: Omit<Notification, 'id' | 'attempts'>): number {
    return Number(this.#insert.run(notification).lastInsertRowid);
  }

  /** The next to go out, whether due already or not. */
  next(limit: number): (Notification & { nextAt: number })[] {
    return this.#due.all({ limit }) as (Notification & { nextAt: number })[];
  }

  held(): Notification | undefined {
    return this.#held.get() as Notification | undefined;
  }

  reschedule(id: number, attempts: number, nextAt: number | null, status: Notification['status']) {
    this.#reschedule.run({ id, attempts, nextAt, status });
  }

  addAttempt(attempt: Attempt) {
    this.#insertAttempt.run(attempt);
  }

  /** What was announced will not happen: nobody is told. What somebody may have heard already stays. */
  takeBack(kind: NotificationKind, subjectId: number) {
    this.#takeBack.run(kind, subjectId);
  }

  /** Oldest first. */
  about(kind: NotificationKind, subjectId: number): Notification[] {
    return this.#about.all(kind, subjectId) as Notification[];
  }

  /** The newest notifications, newest last; `skip` of them left out. */
  latest(limit: number, skip = 0): Notification[] {
    return (this.#latest.all(limit, skip) as Notification[]).reverse();
  }

  attemptsOf(notificationId: number): Attempt[] {
    return this.#attemptsOf.all(notificationId) as Attempt[];
  }

  clear() {
    this.#database.exec('DELETE FROM notifications; DELETE FROM attempts');
  }
}

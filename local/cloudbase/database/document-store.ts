import { duplicateKey } from '../errors';
import type { Document, DocumentId } from './document';
import { type IndexSpec, indexKey, type StoredIndex } from './index-key';
import { closeFile, type DatabaseFile, openFile } from './open-file';
import { justAfter, orderKey } from './order-key';
import { decodeStored, encode } from './wire-values';

/** A document made, replaced (`before` and `after`) or removed. Bodies are canonical Extended JSON. */
export interface Change {
  collection: string;
  id: DocumentId;
  before: string | undefined;
  after: Document | undefined;
}

/** A piece of an index, or of the collection in the order of its ids where `index` is undefined. `to` is excluded. */
export interface Range {
  index: StoredIndex | undefined;
  from: Buffer;
  to: Buffer;
  reverse: boolean;
}

export interface Row {
  /** Where the row stands in its range; the next page starts behind it. */
  position: Buffer;
  body: string;
}

export const wholeCollection: Range = {
  index: undefined,
  from: Buffer.alloc(0),
  to: Buffer.from([0xff]),
  reverse: false,
};

const firstPage = 32;
const largestPage = 512;

/**
 * Documents and index entries on the disk, one SQLite transaction per write. Nothing is kept in memory but the index
 * definitions, so that a hundred thousand orders cost a start and a read what ten cost.
 */
export class DocumentStore {
  private readonly file: DatabaseFile;
  private readonly indexesOf = new Map<string, StoredIndex[]>();
  private readonly statements;

  constructor(dataFolder: string) {
    this.file = openFile(dataFolder);
    this.statements = prepare(this.file);
    for (const { name } of this.file.prepare('SELECT name FROM collections').all() as { name: string }[]) {
      this.indexesOf.set(name, []);
    }
    for (const row of this.file.prepare('SELECT * FROM indexes ORDER BY id').all() as IndexRow[]) {
      this.indexes(row.collection).push(fromRow(row));
    }
  }

  collections(): string[] {
    return [...this.indexesOf.keys()].sort();
  }

  has(collection: string): boolean {
    return this.indexesOf.has(collection);
  }

  indexes(collection: string): StoredIndex[] {
    return this.indexesOf.get(collection) ?? [];
  }

  createCollection(name: string): void {
    this.file.prepare('INSERT INTO collections VALUES (?)').run(name);
    this.indexesOf.set(name, []);
  }

  /** Makes the collection's indexes what is declared. An index that changed is built anew. */
  declareIndexes(collection: string, specs: readonly IndexSpec[]): void {
    const kept = this.indexes(collection).filter((old) => specs.some((spec) => sameIndex(old, spec)));
    const dropped = this.indexes(collection).filter((old) => !kept.includes(old));
    const missing = specs.filter((spec) => !kept.some((old) => sameIndex(old, spec)));
    this.atomically(() => {
      for (const { id } of dropped) {
        this.file.prepare('DELETE FROM indexes WHERE id = ?').run(id);
        this.file.prepare('DELETE FROM index_entries WHERE index_id = ?').run(id);
      }
      this.indexesOf.set(collection, [...kept, ...missing.map((spec) => this.buildIndex(collection, spec))]);
    });
  }

  read(collection: string, id: DocumentId): string | undefined {
    const row = this.statements.read.get(collection, orderKey([id])) as { body: string } | undefined;
    return row?.body;
  }

  /** Up to `limit` rows from the start of the range. */
  page(collection: string, { index, from, to, reverse }: Range, limit: number): Row[] {
    const direction = reverse ? 'down' : 'up';
    const rows = index
      ? this.statements.byIndex[direction].all(index.id, from, to, collection, limit)
      : this.statements.byId[direction].all(collection, from, to, limit);
    return (rows as { position: ArrayBuffer; body: string }[]).map(({ position, body }) => ({
      position: Buffer.from(position),
      body,
    }));
  }

  /**
   * All rows of the range, read in pages: whoever has seen enough stops asking.
   *
   * @param expected how many rows he will probably look at
   */
  *rows(collection: string, range: Range, expected = firstPage): Generator<Row> {
    let rest = range;
    for (let size = Math.min(expected, largestPage); ; size = Math.min(size * 2, largestPage)) {
      const rows = this.page(collection, rest, size);
      yield* rows;
      if (rows.length < size) return;
      rest = restAfter(rest, (rows.at(-1) as Row).position);
    }
  }

  count(collection: string, { index, from, to }: Range): number {
    const row = index
      ? this.statements.countByIndex.get(index.id, from, to)
      : this.statements.countById.get(collection, from, to);
    return (row as { total: number }).total;
  }

  /** The id key of the document that holds this key of a unique index. */
  holder(index: StoredIndex, key: Buffer): Buffer | undefined {
    const row = this.statements.holder.get(index.id, key, justAfter(key)) as { document: ArrayBuffer } | undefined;
    return row && Buffer.from(row.document);
  }

  /** Applies all changes or, where a unique index forbids one, throws and applies none. On the disk when it returns. */
  write(changes: readonly Change[]): void {
    const moves = changes.flatMap((change) => this.moves(change));
    this.atomically(() => {
      for (const { index, from } of moves) if (from) this.statements.removeEntry.run(index.id, from);
      for (const { collection, id, after } of changes) {
        const idKey = orderKey([id]);
        if (after) this.statements.put.run(collection, idKey, encode(after));
        else this.statements.remove.run(collection, idKey);
      }
      for (const { index, collection, id, after } of moves) if (after) this.addEntry(collection, index, id, after);
    });
  }

  close(): void {
    closeFile(this.file);
  }

  /** The indexes in which a change moves its document; an entry that stays is not worth a page on the disk. */
  private moves(change: Change): (Change & { index: StoredIndex; from: Buffer | undefined })[] {
    const indexes = this.indexes(change.collection);
    if (indexes.length === 0) return [];
    const before = change.before === undefined ? undefined : decodeStored(change.before);
    const idKey = orderKey([change.id]);
    const entry = (index: StoredIndex, document: Document | undefined) =>
      document && Buffer.concat([indexKey(index, document).key, idKey]);
    return indexes.flatMap((index) => {
      const [from, to] = [entry(index, before), entry(index, change.after)];
      return from && to?.equals(from) ? [] : [{ ...change, index, from }];
    });
  }

  private addEntry(collection: string, index: StoredIndex, id: DocumentId, document: Document): void {
    const { key, values, array } = indexKey(index, document);
    const idKey = orderKey([id]);
    if (index.unique && this.holder(index, key)) throw duplicateKey(collection, index.name, values);
    if (array && !index.multikey) {
      this.file.prepare('UPDATE indexes SET multikey = 1 WHERE id = ?').run(index.id);
      index.multikey = true;
    }
    this.statements.addEntry.run(index.id, Buffer.concat([key, idKey]), idKey);
  }

  private buildIndex(collection: string, spec: IndexSpec): StoredIndex {
    const { lastInsertRowid } = this.file
      .prepare('INSERT INTO indexes (collection, name, keys, is_unique) VALUES (?, ?, ?, ?)')
      .run(collection, spec.name, JSON.stringify(spec.keys), spec.unique ? 1 : 0);
    const index = { ...spec, id: Number(lastInsertRowid), multikey: false };
    for (const { body } of this.rows(collection, wholeCollection)) {
      const document = decodeStored(body);
      this.addEntry(collection, index, document._id, document);
    }
    return index;
  }

  private atomically(work: () => void): void {
    this.file.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.file.exec('COMMIT');
    } catch (error) {
      this.file.exec('ROLLBACK');
      throw error;
    }
  }
}

/** What is left of a range behind a position. */
export const restAfter = (range: Range, position: Buffer): Range =>
  range.reverse ? { ...range, to: position } : { ...range, from: Buffer.concat([position, Buffer.from([0])]) };

interface IndexRow {
  id: number;
  collection: string;
  name: string;
  keys: string;
  is_unique: number;
  multikey: number;
}

const fromRow = (row: IndexRow): StoredIndex => ({
  id: row.id,
  name: row.name,
  keys: JSON.parse(row.keys),
  unique: row.is_unique === 1,
  multikey: row.multikey === 1,
});

const sameIndex = (a: IndexSpec, b: IndexSpec) =>
  a.name === b.name && a.unique === b.unique && JSON.stringify(a.keys) === JSON.stringify(b.keys);

function prepare(file: DatabaseFile) {
  const byId = (order: string) =>
    file.prepare(
      `SELECT id AS position, body FROM documents WHERE collection = ? AND id >= ? AND id < ? ORDER BY id ${order} LIMIT ?`,
    );
  const byIndex = (order: string) =>
    file.prepare(
      `SELECT entry AS position, body
       FROM (SELECT entry, document FROM index_entries WHERE index_id = ? AND entry >= ? AND entry < ?)
       JOIN documents ON collection = ? AND id = document
       ORDER BY entry ${order} LIMIT ?`,
    );
  const entries = 'index_entries WHERE index_id = ? AND entry >= ? AND entry < ?';
  return {
    read: file.prepare('SELECT body FROM documents WHERE collection = ? AND id = ?'),
    byId: { up: byId('ASC'), down: byId('DESC') },
    byIndex: { up: byIndex('ASC'), down: byIndex('DESC') },
    countById: file.prepare('SELECT count(*) AS total FROM documents WHERE collection = ? AND id >= ? AND id < ?'),
    countByIndex: file.prepare(`SELECT count(*) AS total FROM ${entries}`),
    holder: file.prepare(`SELECT document FROM ${entries} LIMIT 1`),
    put: file.prepare(
      'INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET body = excluded.body',
    ),
    remove: file.prepare('DELETE FROM documents WHERE collection = ? AND id = ?'),
    addEntry: file.prepare('INSERT INTO index_entries VALUES (?, ?, ?)'),
    removeEntry: file.prepare('DELETE FROM index_entries WHERE index_id = ? AND entry = ?'),
  };
}

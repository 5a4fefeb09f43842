import { randomUUID } from 'node:crypto';
import { CloudError, duplicateKey, transactionConflict, transactionGone, writeFailed } from '../errors';
import type { Document, DocumentId } from './document';
import type { Change, DocumentStore } from './document-store';
import { indexKey } from './index-key';
import { orderKey } from './order-key';
import { decodeStored, encode } from './wire-values';

/** At most this many at once: more means that somebody forgets to commit. */
const maxOpen = 1_000;

interface OpenTransaction {
  id: string;
  /** What the documents were when the transaction began, for those that others changed since. */
  snapshot: Map<string, string | undefined>;
  changes: Map<string, Change>;
  locks: Set<string>;
  timer: NodeJS.Timeout;
}

/**
 * Snapshot isolation by document id, as MongoDB gives it to CloudBase: a transaction reads what was committed when it
 * began, and its own writes. The first to write a document has it; a second transaction fails at once with a conflict, an
 * ordinary write waits. A transaction ends by itself after 30 seconds.
 * https://docs.cloudbase.net/database/transaction
 */
export class Transactions {
  private readonly open = new Map<string, OpenTransaction>();
  /** Who holds a document, or a key of a unique index. */
  private readonly locks = new Map<string, string>();
  private waiting: (() => void)[] = [];

  constructor(
    private readonly store: DocumentStore,
    private readonly lifetimeMs = 30_000,
  ) {}

  begin(): string {
    if (this.open.size >= maxOpen) throw new CloudError('SYS_ERR', `[emulator] ${maxOpen} transactions are open`);
    const id = randomUUID();
    const timer = setTimeout(() => this.end(id), this.lifetimeMs).unref();
    this.open.set(id, { id, snapshot: new Map(), changes: new Map(), locks: new Set(), timer });
    return id;
  }

  /** Writes everything or nothing. A unique index that forbids it is the last thing that can go wrong. */
  commit(id: string): void {
    const { changes } = this.find(id);
    try {
      this.writeThrough([...changes.values()], id);
    } finally {
      this.end(id);
    }
  }

  /** Forgets the transaction. Fails where it is already gone. */
  abort(id: string): void {
    this.find(id);
    this.end(id);
  }

  /** Ends the transaction if it is still open: MongoDB aborts it at the first write that fails. */
  end(id: string): void {
    const transaction = this.open.get(id);
    if (!transaction) return;
    clearTimeout(transaction.timer);
    for (const lock of transaction.locks) this.locks.delete(lock);
    this.open.delete(id);
    this.wake();
  }

  /** The document as the transaction sees it. */
  read(id: string, collection: string, documentId: DocumentId): string | undefined {
    const { changes, snapshot } = this.find(id);
    const key = documentKey(collection, documentId);
    const change = changes.get(key);
    if (change) return change.after && encode(change.after);
    return snapshot.has(key) ? snapshot.get(key) : this.store.read(collection, documentId);
  }

  /** Keeps the change until the commit and locks what it touches. */
  write(id: string, change: Change): void {
    const transaction = this.find(id);
    const key = documentKey(change.collection, change.id);
    if (transaction.snapshot.has(key)) throw transactionConflict();
    this.lock(transaction, [key, ...this.uniqueKeys(change)]);
    this.refuseDuplicate(transaction, change);
    const earlier = transaction.changes.get(key);
    transaction.changes.set(key, earlier ? { ...change, before: earlier.before } : change);
  }

  /**
   * An ordinary write: computes the changes and, if no transaction holds what they touch, applies them in the same turn.
   * Otherwise waits and computes them again, so that their condition is judged on what is there then.
   */
  async writeOutside<Result>(compute: () => { changes: Change[]; result: Result }): Promise<Result> {
    for (const end = Date.now() + this.lifetimeMs; ; ) {
      const { changes, result } = compute();
      const held = changes.some((change) =>
        [documentKey(change.collection, change.id), ...this.uniqueKeys(change)].some((key) => this.locks.has(key)),
      );
      if (!held) {
        this.writeThrough(changes);
        return result;
      }
      if (Date.now() > end) throw writeFailed('the document is held by a transaction');
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  close(): void {
    for (const id of [...this.open.keys()]) this.end(id);
  }

  private find(id: string): OpenTransaction {
    const transaction = this.open.get(id);
    if (!transaction) throw transactionGone();
    return transaction;
  }

  private lock(transaction: OpenTransaction, keys: string[]): void {
    if (keys.some((key) => (this.locks.get(key) ?? transaction.id) !== transaction.id)) throw transactionConflict();
    for (const key of keys) {
      this.locks.set(key, transaction.id);
      transaction.locks.add(key);
    }
  }

  private writeThrough(changes: Change[], by?: string): void {
    if (changes.length === 0) return;
    this.store.write(changes);
    for (const { id, snapshot } of this.open.values()) {
      if (id === by) continue;
      for (const change of changes) {
        const key = documentKey(change.collection, change.id);
        if (!snapshot.has(key)) snapshot.set(key, change.before);
      }
    }
  }

  /** A duplicate shows at the write, not at the commit. */
  private refuseDuplicate({ changes }: OpenTransaction, { collection, id, after }: Change): void {
    if (!after) return;
    for (const index of this.store.indexes(collection).filter(({ unique }) => unique)) {
      const { key, values } = indexKey(index, after);
      const mine = [...changes.values()].filter((change) => change.collection === collection && change.id !== id);
      const holder = this.store.holder(index, key);
      const taken =
        holder && !holder.equals(orderKey([id])) && !mine.some((change) => orderKey([change.id]).equals(holder));
      if (taken || mine.some((change) => change.after && indexKey(index, change.after).key.equals(key))) {
        throw duplicateKey(collection, index.name, values);
      }
    }
  }

  private uniqueKeys({ collection, before, after }: Change): string[] {
    const unique = this.store.indexes(collection).filter((index) => index.unique);
    if (unique.length === 0) return [];
    const documents = [before === undefined ? undefined : decodeStored(before), after].filter(
      (one) => one !== undefined,
    );
    return unique.flatMap((index) =>
      documents.map((document: Document) => `index ${index.id} ${indexKey(index, document).key.toString('hex')}`),
    );
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  }
}

const documentKey = (collection: string, id: DocumentId) => `${collection} ${orderKey([id]).toString('hex')}`;

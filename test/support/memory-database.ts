import { DatabaseUnavailable } from '../../cloudfunctions/lib/errors';
import type { Database, Query, Transaction, Where } from '../../cloudfunctions/lib/operations/ports';
import type { CollectionName } from '../../cloudfunctions/lib/payment/documents';

type Stored = { version: number; document: Record<string, unknown> };
type Write = { collection: string; id: string; document: Record<string, unknown> };

class Conflict extends Error {}

const ATTEMPTS = 100;

/**
 * CloudBase's document database as far as our port needs it: snapshot isolation, where of two transactions that write
 * the same document the first to commit wins and the other runs again. Every call gives way, so that whatever runs at
 * the same time is interleaved.
 */
export class MemoryDatabase implements Database {
  readonly #collections = new Map<string, Map<string, Stored[]>>();
  readonly #giveWay: () => Promise<unknown>;
  #version = 0;
  /** Counts bodies, so that a test can see that one ran twice. */
  attempts = 0;
  /** Called before each commit; what it throws is what the platform says, with `commit` called or not. */
  onCommit: (commit: () => void) => void = (commit) => commit();

  /** @param giveWay resolves when it is a call's turn again */
  constructor(giveWay: () => Promise<unknown> = nextTurn) {
    this.#giveWay = giveWay;
  }

  async get<C extends CollectionName>(collection: C, id: string) {
    await this.#giveWay();
    return this.#read(collection, id, this.#version) as never;
  }

  async find<C extends CollectionName>(collection: C, { where, orderBy, limit }: Query<C>) {
    await this.#giveWay();
    const sign = orderBy.direction === 'asc' ? 1 : -1;
    const order = (a: Record<string, unknown>, b: Record<string, unknown>) =>
      (a[orderBy.field] as number) < (b[orderBy.field] as number) ? -sign : sign;
    return this.all(collection)
      .filter((document) => Object.entries(where).every(([field, value]) => matches(document[field], value)))
      .sort(order)
      .slice(0, limit) as never;
  }

  async count<C extends CollectionName>(collection: C, where: Where<C>) {
    await this.#giveWay();
    return this.all(collection).filter((document) =>
      Object.entries(where).every(([field, value]) => matches(document[field], value)),
    ).length;
  }

  async transaction<T>(body: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      this.attempts++;
      const snapshot = this.#version;
      const writes: Write[] = [];
      const result = await body(this.#within(snapshot, writes));
      await this.#giveWay();
      try {
        this.onCommit(() => this.#commit(snapshot, writes));
        return result;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
      }
    }
    throw new DatabaseUnavailable('too many conflicts');
  }

  /** Every document of a collection, oldest first, as a test wants to see them. */
  all(collection: CollectionName): Record<string, unknown>[] {
    const ids = [...(this.#collections.get(collection)?.keys() ?? [])];
    return ids.map((id) => this.#read(collection, id, this.#version)).filter((one) => one !== undefined);
  }

  everything(): Record<string, unknown[]> {
    const names = [...this.#collections.keys()] as CollectionName[];
    return Object.fromEntries(names.sort().map((name) => [name, this.all(name)]));
  }

  #within(snapshot: number, writes: Write[]): Transaction {
    const read = (collection: string, id: string) =>
      writes.filter((one) => one.collection === collection && one.id === id).at(-1)?.document ??
      this.#read(collection, id, snapshot);
    return {
      get: async (collection, id) => {
        await this.#giveWay();
        return structuredClone(read(collection, id)) as never;
      },
      create: async (collection, document) => {
        await this.#giveWay();
        if (read(collection, document._id)) throw new Error(`E11000 duplicate key ${collection} ${document._id}`);
        writes.push({ collection, id: document._id, document: copy(document) });
      },
      update: async (collection, id, changes) => {
        await this.#giveWay();
        const document: Record<string, unknown> | undefined = read(collection, id);
        if (!document) throw new Error(`update of ${collection} ${id}, which does not exist`);
        writes.push({ collection, id, document: { ...document, ...copy(changes) } });
      },
    };
  }

  #read(collection: string, id: string, snapshot: number): Record<string, unknown> | undefined {
    const versions = this.#collections.get(collection)?.get(id) ?? [];
    return structuredClone(versions.filter(({ version }) => version <= snapshot).at(-1)?.document);
  }

  #commit(snapshot: number, writes: Write[]): void {
    const versionsOf = ({ collection, id }: Write) => this.#collections.get(collection)?.get(id) ?? [];
    if (writes.some((write) => versionsOf(write).some(({ version }) => version > snapshot))) throw new Conflict();
    if (writes.length === 0) return;
    this.#version++;
    for (const write of writes) {
      const documents = this.#collections.get(write.collection) ?? new Map<string, Stored[]>();
      this.#collections.set(write.collection, documents);
      documents.set(write.id, [...versionsOf(write), { version: this.#version, document: write.document }]);
    }
  }
}

function matches(value: unknown, condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return value === condition;
  if ('below' in condition) return (value as number) < (condition.below as number);
  if ('from' in condition) return (value as number) >= (condition.from as number);
  return (condition as { oneOf: unknown[] }).oneOf.includes(value);
}

function copy(document: object): Record<string, unknown> {
  return { ...structuredClone(document) };
}

function nextTurn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}

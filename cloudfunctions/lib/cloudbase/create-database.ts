import { DatabaseUnavailable } from '../errors';
import type { Database, Query, Transaction, Where } from '../operations/ports';
import type { CollectionName, Documents } from '../payment/documents';

/** What is used of the SDK's database; its own declarations say `any`, and `void` where it answers a promise. */
export interface PlatformDatabase {
  collection(name: string): PlatformCollection & { where(condition: object): PlatformQuery };
  command: { in(values: readonly unknown[]): unknown; lt(value: unknown): unknown; gte(value: unknown): unknown };
  runTransaction<T>(
    body: (transaction: { collection(name: string): PlatformCollection }) => Promise<T>,
    retries: number,
  ): Promise<T>;
}

interface PlatformCollection {
  doc(id: string): { get(): Promise<{ data: unknown }>; update(change: { data: object }): Promise<unknown> };
  add(document: { data: object }): Promise<unknown>;
}

interface PlatformQuery {
  orderBy(field: string, direction: 'asc' | 'desc'): PlatformQuery;
  limit(count: number): PlatformQuery;
  get(): Promise<{ data: unknown[] }>;
  count(): Promise<{ total: number }>;
}

/** Forty writers of one document need about a dozen. */
const ATTEMPTS = 12;
const LONGEST_PAUSE = 400;

/**
 * The database of CloudBase. The SDK repeats a conflicting transaction only where it finds an error code that it has
 * itself removed before, and at once; so it is told not to, conflicts are known by their message, and the pauses
 * between attempts grow and are random.
 *
 * @param platform made with `throwOnNotFound: false`
 * @param pause resolves after so many milliseconds
 */
export function createDatabase(platform: PlatformDatabase, pause: (milliseconds: number) => Promise<void>): Database {
  return {
    get: (collection, id) => ask(() => read(platform.collection(collection), id)),

    find: <C extends CollectionName>(collection: C, { where, orderBy, limit }: Query<C>): Promise<Documents[C][]> =>
      ask(async () => {
        const query = platform.collection(collection).where(conditions(platform, where));
        const { data } = await query.orderBy(orderBy.field, orderBy.direction).limit(limit).get();
        return data as Documents[C][];
      }),

    count: (collection, where) =>
      ask(async () => (await platform.collection(collection).where(conditions(platform, where)).count()).total),

    async transaction(body) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await platform.runTransaction((transaction) => body(within(transaction)), 0);
        } catch (error) {
          if (!isConflict(error)) throw translated(error);
          if (attempt === ATTEMPTS) throw new DatabaseUnavailable(`${ATTEMPTS} attempts met other writers.`);
        }
        await pause(Math.random() * Math.min(LONGEST_PAUSE, 20 * 2 ** attempt));
      }
    },
  };
}

/** Only documents by id: an update by condition would run outside the transaction, and say nothing. */
function within(transaction: { collection(name: string): PlatformCollection }): Transaction {
  return {
    get: (collection, id) => read(transaction.collection(collection), id),
    async create(collection, document) {
      await transaction.collection(collection).add({ data: document });
    },
    async update(collection, id, changes) {
      await transaction.collection(collection).doc(id).update({ data: changes });
    },
  };
}

async function read<D>(collection: PlatformCollection, id: string): Promise<D | undefined> {
  const { data } = await collection.doc(id).get();
  return (data as D | null) ?? undefined;
}

function conditions<C extends CollectionName>(platform: PlatformDatabase, where: Where<C>): object {
  return Object.fromEntries(Object.entries(where).map(([field, value]) => [field, condition(platform, value)]));
}

function condition({ command }: PlatformDatabase, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('below' in value) return command.lt(value.below);
  if ('from' in value) return command.gte(value.from);
  if ('oneOf' in value) return command.in(value.oneOf as readonly unknown[]);
  throw new Error('A condition is a value, { oneOf }, { below } or { from }.');
}

async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    throw translated(error);
  }
}

/**
 * A document that somebody else created since our snapshot is a conflict too: every body looks before it creates, so
 * the next attempt finds it.
 */
function isConflict(error: unknown): boolean {
  return isPlatformError(error) && /Transaction_?Conflict|WriteConflict|E11000|DUPLICATE_WRITE/i.test(messageOf(error));
}

/** Errors of the platform are known by their codes; those thrown by a body of ours have none and stay as they are. */
function translated(error: unknown): unknown {
  if (!isPlatformError(error)) return error;
  return new DatabaseUnavailable(`The database failed: ${messageOf(error)}`, { cause: error });
}

function isPlatformError(error: unknown): error is object {
  return typeof error === 'object' && error !== null && ('errCode' in error || 'code' in error);
}

function messageOf(error: object): string {
  const { errMsg, message, code } = error as { errMsg?: unknown; message?: unknown; code?: unknown };
  return [code, errMsg ?? message].filter((part) => part !== undefined).join(' ');
}

import type { Declaration } from '../declaration';
import { collectionMissing, invalidParam } from '../errors';
import { DocumentStore } from './document-store';
import { toIndexSpec } from './index-key';
import { Transactions } from './transactions';

/** What the operations work on. */
export interface Database {
  store: DocumentStore;
  transactions: Transactions;
  /** What `db.serverDate()` is. */
  now(): number;
}

/** Opens the database in the folder and makes its collections and indexes those that are declared. */
export function openDatabase(dataFolder: string, { collections }: Pick<Declaration, 'collections'>): Database {
  const store = new DocumentStore(dataFolder);
  try {
    for (const [name, { indexes }] of Object.entries(collections)) {
      if (!store.has(name)) store.createCollection(checkedName(name));
      store.declareIndexes(name, indexes.map(toIndexSpec));
    }
  } catch (error) {
    store.close();
    throw error;
  }
  return { store, transactions: new Transactions(store), now: Date.now };
}

export function closeDatabase({ store, transactions }: Database): void {
  transactions.close();
  store.close();
}

export function existingCollection({ store }: Database, name: string): string {
  if (!store.has(name)) throw collectionMissing(name);
  return name;
}

/** Refuses a name that CloudBase would not create. */
export function checkedName(name: string): string {
  if (!/^[\p{L}\p{N}_-]{1,64}$/u.test(name)) throw invalidParam(`not a name for a collection: ${name.slice(0, 80)}`);
  return name;
}

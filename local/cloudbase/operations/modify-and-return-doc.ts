import { applyUpdate } from '../database/apply-update';
import { type Database, existingCollection } from '../database/database';
import { selectDocuments } from '../database/select-documents';
import { decodeObject, encode } from '../database/wire-values';
import { invalidParam } from '../errors';
import { readQuery, readText, readTransactionId, type WireRequest } from './read-request';

/** `where().updateAndReturn`: changes the first document that matches and answers it as it is then, or null. */
export async function modifyAndReturnDoc(database: Database, request: WireRequest) {
  const { store, transactions } = database;
  const collection = existingCollection(database, readText(request, 'collectionName'));
  if (readTransactionId(request)) throw invalidParam('where() is not supported in a transaction');
  const query = readQuery(request, database.now());
  const update = decodeObject(readText(request, 'data'), database.now());
  const data = await transactions.writeOutside<{ updated: number; doc: string | null }>(() => {
    const [found] = selectDocuments(store, collection, { query, limit: 1 });
    if (!found) return { changes: [], result: { updated: 0, doc: null } };
    const after = applyUpdate(found.body, update);
    return {
      changes: [{ collection, id: after._id, before: found.body, after }],
      result: { updated: 1, doc: encode(after) },
    };
  });
  return { data };
}

import { type Database, existingCollection } from '../database/database';
import { selectDocuments } from '../database/select-documents';
import { decodeStored } from '../database/wire-values';
import { readQuery, readText, readTransactionDocument, readTransactionId, type WireRequest } from './read-request';

/** Answers `{ deleted }`, the number of documents removed: all that match with `multi`, else the first. */
export async function removeDocument(database: Database, request: WireRequest) {
  const { store, transactions } = database;
  const collection = existingCollection(database, readText(request, 'collectionName'));
  const transactionId = readTransactionId(request);
  const toChange = (before: string) => ({ collection, id: decodeStored(before)._id, before, after: undefined });
  if (transactionId) {
    const body = transactions.read(transactionId, collection, readTransactionDocument(request, database.now()));
    if (body !== undefined) transactions.write(transactionId, toChange(body));
    return { data: { deleted: body === undefined ? 0 : 1 } };
  }
  const query = readQuery(request, database.now());
  const limit = request.multi === true ? Number.POSITIVE_INFINITY : 1;
  const deleted = await transactions.writeOutside(() => {
    const changes = selectDocuments(store, collection, { query, limit }).map(({ body }) => toChange(body));
    return { changes, result: changes.length };
  });
  return { data: { deleted } };
}

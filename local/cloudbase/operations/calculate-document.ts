import { type Database, existingCollection } from '../database/database';
import { countDocuments } from '../database/select-documents';
import { readQuery, readText, type WireRequest } from './read-request';

/** Answers `{ total }`, the number of documents that match. */
export function calculateDocument(database: Database, request: WireRequest) {
  const collection = existingCollection(database, readText(request, 'collectionName'));
  return { data: { total: countDocuments(database.store, collection, readQuery(request, database.now())) } };
}

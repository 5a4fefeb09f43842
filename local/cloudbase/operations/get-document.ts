import { find } from 'mingo';
import { type Database, existingCollection } from '../database/database';
import type { Document } from '../database/document';
import { selectDocuments } from '../database/select-documents';
import { decodeObject, decodeStored, encode } from '../database/wire-values';
import { limitSize } from './limit-size';
import {
  readCount,
  readOrder,
  readQuery,
  readText,
  readTransactionDocument,
  readTransactionId,
  type WireRequest,
} from './read-request';

/** Answers `{ list }` of Extended JSON texts: 100 unless a limit is given, 1000 at most, 1 MB together. */
export function getDocument(database: Database, request: WireRequest) {
  const limit = Math.min(readCount(request, 'limit', 100) || 100, 1000);
  const offset = readCount(request, 'offset', 0);
  const list = limitSize(project(read(database, request, offset, limit), request));
  return { data: { list, limit, offset } };
}

function read(database: Database, request: WireRequest, skip: number, limit: number): string[] {
  const collection = existingCollection(database, readText(request, 'collectionName'));
  const transactionId = readTransactionId(request);
  if (transactionId) {
    const id = readTransactionDocument(request, database.now());
    const body = database.transactions.read(transactionId, collection, id);
    return body === undefined ? [] : [body];
  }
  const query = readQuery(request, database.now());
  const order = readOrder(request);
  return selectDocuments(database.store, collection, { query, order, skip, limit }).map(({ body }) => body);
}

function project(bodies: string[], request: WireRequest): string[] {
  if (request.projection === undefined) return bodies;
  const projection = decodeObject(readText(request, 'projection'));
  return find(bodies.map(decodeStored), {}, projection)
    .all()
    .map((document) => encode(document as Document));
}

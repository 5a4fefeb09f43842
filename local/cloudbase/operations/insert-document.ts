import { randomBytes } from 'node:crypto';
import { type Database, existingCollection } from '../database/database';
import type { Document } from '../database/document';
import { decodeObject } from '../database/wire-values';
import { duplicateKey, invalidParam } from '../errors';
import { readText, readTransactionId, type WireRequest } from './read-request';

/** Adds the documents of `data`, all or none. Those without an `_id` get one. Answers `{ insertedIds }`. */
export async function insertDocument(database: Database, request: WireRequest) {
  const { store, transactions } = database;
  const collection = existingCollection(database, readText(request, 'collectionName'));
  const transactionId = readTransactionId(request);
  const documents = readDocuments(request, database.now());
  const insertedIds = documents.map(({ _id }) => _id);
  const changes = documents.map((after) => ({ collection, id: after._id, before: undefined, after }));
  if (transactionId) {
    for (const change of changes) {
      if (transactions.read(transactionId, collection, change.id) !== undefined) throw taken(collection, change.id);
      transactions.write(transactionId, change);
    }
  } else {
    await transactions.writeOutside(() => {
      const present = insertedIds.find((id) => store.read(collection, id) !== undefined);
      if (present !== undefined) throw taken(collection, present);
      return { changes, result: undefined };
    });
  }
  return { data: { insertedIds } };
}

const taken = (collection: string, id: string | number) => duplicateKey(collection, '_id_', { _id: id });

function readDocuments({ data }: WireRequest, now: number): Document[] {
  if (!Array.isArray(data) || data.length === 0) throw invalidParam('data must be a list of documents');
  const documents = data.map((text) => {
    if (typeof text !== 'string') throw invalidParam('a document must be Extended JSON');
    return checked(decodeObject(text, now));
  });
  if (new Set(documents.map(({ _id }) => _id)).size < documents.length) throw invalidParam('the same _id twice');
  return documents;
}

function checked({ _id = randomBytes(16).toString('hex'), ...fields }: Record<string, Document[string]>): Document {
  if (typeof _id !== 'string' && typeof _id !== 'number') throw invalidParam('_id must be a text or a number');
  const operator = Object.keys(fields).find((field) => field.startsWith('$'));
  if (operator) throw invalidParam(`a document cannot have the field ${operator}`);
  return { _id, ...fields };
}

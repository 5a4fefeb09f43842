import { randomBytes } from 'node:crypto';
import { applyUpdate } from '../database/apply-update';
import { type Database, existingCollection } from '../database/database';
import type { Document, DocumentId, Value } from '../database/document';
import type { Change } from '../database/document-store';
import { selectDocuments } from '../database/select-documents';
import { decodeObject, decodeStored, encode } from '../database/wire-values';
import { CloudError } from '../errors';
import { readQuery, readText, readTransactionDocument, readTransactionId, type WireRequest } from './read-request';

type Fields = { [field: string]: Value };

/**
 * `doc().update`, `where().update` and `doc().set`: with `merge` the data are operators for what is there, without it they
 * replace it, and `upsert` makes what is missing. Answers `{ updated, upsert_id }`; what did not change is not counted.
 */
export async function modifyDocument(database: Database, request: WireRequest) {
  const { store, transactions } = database;
  const collection = existingCollection(database, readText(request, 'collectionName'));
  const transactionId = readTransactionId(request);
  const query = readQuery(request, database.now());
  const data = decodeObject(readText(request, 'data'), database.now());
  const merge = request.merge === true;
  const edit = (before: string) => (merge ? applyUpdate(before, data) : replacement(data, decodeStored(before)._id));
  const compute = (bodies: string[]) => {
    if (bodies.length === 0 && request.upsert === true && !merge) {
      const after = replacement(data, idOf(query));
      return { changes: [toChange(collection, undefined, after)], result: { updated: 0, upsert_id: after._id } };
    }
    const changes = bodies.map((before) => toChange(collection, before, edit(before)));
    return { changes, result: { updated: changes.filter(isEffective).length, upsert_id: null } };
  };

  if (transactionId) {
    const body = transactions.read(transactionId, collection, readTransactionDocument(request, database.now()));
    const { changes, result } = compute(body === undefined ? [] : [body]);
    // An update that changes nothing takes the document all the same: the stricter reading of "first writer".
    for (const change of changes) transactions.write(transactionId, change);
    return { data: result };
  }
  const limit = request.multi === true ? Number.POSITIVE_INFINITY : 1;
  const answer = await transactions.writeOutside(() => {
    const { changes, result } = compute(selectDocuments(store, collection, { query, limit }).map(({ body }) => body));
    return { changes: changes.filter(isEffective), result };
  });
  return { data: answer };
}

const toChange = (collection: string, before: string | undefined, after: Document) => ({
  collection,
  id: after._id,
  before,
  after,
});

const isEffective = ({ before, after }: Change) => after !== undefined && before !== encode(after);

function replacement({ _id: _, ...fields }: Fields, id: DocumentId): Document {
  const operator = Object.keys(fields).find((field) => field.startsWith('$'));
  if (operator) throw new CloudError('DATABASE_INVALID_OPERRATOR', `set() takes fields, not the operator ${operator}`);
  return { _id: id, ...fields };
}

const idOf = ({ _id }: Fields): DocumentId =>
  typeof _id === 'string' || typeof _id === 'number' ? _id : randomBytes(16).toString('hex');

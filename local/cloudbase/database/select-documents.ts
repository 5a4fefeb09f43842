import { Query } from 'mingo';
import { queryFailed } from '../errors';
import type { Document, Value } from './document';
import type { DocumentStore } from './document-store';
import { orderKey } from './order-key';
import { type Order, planQuery } from './plan-query';
import { valueAt } from './value-at';
import { decodeStored } from './wire-values';

export interface Found {
  document: Document;
  body: string;
}

export interface Selection {
  query: { [field: string]: Value };
  order?: Order;
  skip?: number;
  /** At least 1. */
  limit?: number;
}

/** The committed documents that match, through the index that serves the query best. */
export function selectDocuments(
  store: DocumentStore,
  collection: string,
  { query, order = [], skip = 0, limit = Number.POSITIVE_INFINITY }: Selection,
): Found[] {
  const { ranges, sorted, exact } = planQuery(query, order, store.indexes(collection));
  const matches = exact ? () => true : compileQuery(query);
  const enough = sorted || order.length === 0 ? skip + limit : Number.POSITIVE_INFINITY;
  const found = ranges.flatMap((range) => {
    const inRange: Found[] = [];
    // Where every row matches, no more are read than are wanted.
    for (const { body } of store.rows(collection, range, exact ? enough : undefined)) {
      const document = decodeStored(body);
      if (matches(document)) inRange.push({ document, body });
      if (inRange.length >= enough) break;
    }
    return inRange;
  });
  const ordered = order.length > 0 && (ranges.length > 1 || !sorted) ? sortFound(found, order) : found;
  return ordered.slice(skip, skip + limit);
}

/** How many documents match, without reading them where an index knows. */
export function countDocuments(store: DocumentStore, collection: string, query: { [field: string]: Value }): number {
  const { ranges, exact } = planQuery(query, [], store.indexes(collection));
  if (exact) return ranges.reduce((total, range) => total + store.count(collection, range), 0);
  const matches = compileQuery(query);
  let total = 0;
  for (const range of ranges) {
    for (const { body } of store.rows(collection, range)) if (matches(decodeStored(body))) total++;
  }
  return total;
}

export function compileQuery(query: { [field: string]: Value }): (document: Document) => boolean {
  try {
    const compiled = new Query(query, { scriptEnabled: false });
    return (document) => compiled.test(document);
  } catch (error) {
    throw queryFailed((error as Error).message);
  }
}

function sortFound(found: Found[], order: Order): Found[] {
  const directions = order.map(([, direction]) => direction);
  return found
    .map((one) => ({
      one,
      key: orderKey(
        [...order.map(([field, direction]) => sortValue(one.document, field, direction)), one.document._id],
        directions,
      ),
    }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ one }) => one);
}

/** An array sorts by its least element upwards and by its greatest downwards. */
function sortValue(document: Document, field: string, direction: 1 | -1): Value | undefined {
  const { value } = valueAt(document, field);
  if (!Array.isArray(value) || value.length === 0) return value;
  return value.reduce((best, element) =>
    Buffer.compare(orderKey([element]), orderKey([best])) * direction < 0 ? element : best,
  );
}

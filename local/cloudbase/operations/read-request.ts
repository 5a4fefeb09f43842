import type { Value } from '../database/document';
import type { Order } from '../database/plan-query';
import { decodeObject } from '../database/wire-values';
import { invalidParam } from '../errors';

/** The JSON body of a request of the SDK. */
export type WireRequest = Readonly<Record<string, unknown>>;

export function readText(request: WireRequest, field: string): string {
  const value = request[field];
  if (typeof value !== 'string' || value === '') throw invalidParam(`${field} must be a text`);
  return value;
}

/** Present in operations of a transaction. */
export function readTransactionId(request: WireRequest): string | undefined {
  return request.transactionId === undefined ? undefined : readText(request, 'transactionId');
}

/** An operation of a transaction names one document: the platform knows no `where()` there. */
export function readTransactionDocument(request: WireRequest, now: number): string | number {
  if (request.queryType !== 'DOC') {
    throw invalidParam('a transaction reads and writes by doc(id) only: where() is not supported in it');
  }
  const { _id } = readQuery(request, now);
  if (typeof _id !== 'string' && typeof _id !== 'number') throw invalidParam('doc(id) needs a text or a number');
  return _id;
}

export function readQuery(request: WireRequest, now: number): { [field: string]: Value } {
  const { query } = request;
  return query === undefined || query === '' ? {} : decodeObject(readText(request, 'query'), now);
}

export function readOrder(request: WireRequest): Order {
  if (request.order === undefined) return [];
  return Object.entries(decodeObject(readText(request, 'order'))).map(
    ([field, direction]) => [field, direction === -1 ? -1 : 1] as const,
  );
}

export function readCount(request: WireRequest, field: string, fallback: number): number {
  const value = request[field] ?? fallback;
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw invalidParam(`${field} must be a whole number`);
  return value as number;
}

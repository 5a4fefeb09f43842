import type { Value } from '../database/document';
import { fromPlainJson } from '../database/wire-values';
import type { ClientAction } from '../rules/collection-access';
import { ControlError, type ControlRequest, readOptionalObject, readRequired } from './read-control';

export type Fields = { [field: string]: Value };

export interface ClientRequest {
  operation: ClientOperation;
  action: ClientAction;
  collection: string;
  /** The one document that `doc(id)` names. */
  id: string | number | undefined;
  query: Fields;
  data: Fields;
  order: Fields;
  skip: number;
  limit: number;
}

export type ClientOperation = keyof typeof actions;

const actions = {
  add: 'create',
  count: 'read',
  get: 'read',
  remove: 'delete',
  set: 'update',
  update: 'update',
} as const;

/** A mini program reads 20 documents at a time, whatever it asks for. */
const clientLimit = 20;

/** @throws ControlError for what no mini program could have asked */
export function readClientRequest(request: ControlRequest): ClientRequest {
  const operation = readRequired(request, 'operation');
  if (!isOperation(operation)) throw new ControlError(`operation must be one of ${Object.keys(actions).join(', ')}`);
  const { doc } = request;
  if (doc !== undefined && typeof doc !== 'string' && typeof doc !== 'number') {
    throw new ControlError('doc must be a text or a number');
  }
  return {
    operation,
    action: actions[operation],
    collection: readRequired(request, 'collection'),
    id: doc,
    query: fromPlainJson(doc === undefined ? readOptionalObject(request, 'where') : { _id: doc }) as Fields,
    data: fromPlainJson(readOptionalObject(request, 'data')) as Fields,
    order: readOrder(request),
    skip: readCount(request, 'skip', 0),
    limit: Math.min(readCount(request, 'limit', clientLimit) || clientLimit, clientLimit),
  };
}

const isOperation = (operation: string): operation is ClientOperation => Object.hasOwn(actions, operation);

function readOrder({ orderBy = [] }: ControlRequest): Fields {
  if (!Array.isArray(orderBy) || !orderBy.every((one) => Array.isArray(one) && one.length === 2)) {
    throw new ControlError('orderBy must be a list of [field, "asc" or "desc"]');
  }
  return Object.fromEntries(orderBy.map(([field, direction]) => [String(field), direction === 'desc' ? -1 : 1]));
}

function readCount(request: ControlRequest, field: string, fallback: number): number {
  const value = request[field] ?? fallback;
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new ControlError(`${field} must be a whole number`);
  return value as number;
}

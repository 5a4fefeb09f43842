import type { Cloud } from '../cloud';
import type { Value } from '../database/document';
import { selectDocuments } from '../database/select-documents';
import { encode, fromPlainJson } from '../database/wire-values';
import { asCloudError, CloudError, invalidParam } from '../errors';
import { findDatabaseAction } from '../operations/find-database-action';
import type { ClientAction } from '../rules/collection-access';
import { collectionAccess } from '../rules/collection-access';
import type { Scope } from '../rules/expression';
import { clientError } from './client-error';
import { ControlError, type ControlRequest, readCaller, readOptionalObject, readRequired } from './read-control';
import { setFields } from './set-fields';

type Query = { [field: string]: Value };

interface ClientRequest {
  collection: string;
  /** The one document that `doc(id)` names. */
  id: string | number | undefined;
  query: Query;
  data: Query;
  order: [field: string, direction: string][];
  skip: number;
  limit: number;
}

const actions: Record<string, ClientAction> = {
  add: 'create',
  count: 'read',
  get: 'read',
  remove: 'delete',
  set: 'update',
  update: 'update',
};
/** A mini program reads 20 documents at a time, whatever it asks for. */
const clientLimit = 20;

/**
 * What a mini program's own database call would get: `{ openid, collection, operation, doc?, where?, data?, orderBy?, skip?,
 * limit? }`, `operation` one of get, count, add, set, update and remove. Security rules apply.
 */
export async function runClientDatabase(cloud: Cloud, request: ControlRequest): Promise<object> {
  const startedAt = Date.now();
  const operation = readRequired(request, 'operation');
  if (!Object.hasOwn(actions, operation)) {
    throw new ControlError(`operation must be one of ${Object.keys(actions).join(', ')}`);
  }
  const caller = readCaller(request, cloud.appid);
  const client = readClient(request);
  const api = `${client.id === undefined ? 'collection' : 'document'}.${operation}`;
  const note = (outcome: { result: unknown } | { error: CloudError }) => {
    const error =
      'error' in outcome ? { error: { code: outcome.error.code, message: outcome.error.message } } : outcome;
    cloud.log.add(
      { kind: 'database', name: client.collection, caller, request, ...error, durationMs: Date.now() - startedAt },
      startedAt,
    );
  };
  try {
    const result = await perform(cloud, operation, client, caller.openid);
    note({ result });
    return { ...result, errMsg: `${api}:ok` };
  } catch (error) {
    const failure = asCloudError(error);
    note({ error: failure });
    return clientError(api, failure);
  }
}

function readClient(request: ControlRequest): ClientRequest {
  const { doc, orderBy = [] } = request;
  if (doc !== undefined && typeof doc !== 'string' && typeof doc !== 'number') {
    throw new ControlError('doc must be a text or a number');
  }
  if (!Array.isArray(orderBy) || !orderBy.every((one) => Array.isArray(one) && one.length === 2)) {
    throw new ControlError('orderBy must be a list of [field, "asc" or "desc"]');
  }
  const count = (field: string, fallback: number) => {
    const value = request[field] ?? fallback;
    if (!Number.isSafeInteger(value) || (value as number) < 0)
      throw new ControlError(`${field} must be a whole number`);
    return value as number;
  };
  return {
    collection: readRequired(request, 'collection'),
    id: doc,
    query: fromPlainJson(doc === undefined ? readOptionalObject(request, 'where') : { _id: doc }) as Query,
    data: fromPlainJson(readOptionalObject(request, 'data')) as Query,
    order: orderBy.map(([field, direction]) => [String(field), String(direction)]),
    skip: count('skip', 0),
    limit: Math.min(count('limit', clientLimit) || clientLimit, clientLimit),
  };
}

async function perform(
  cloud: Cloud,
  operation: string,
  client: ClientRequest,
  openid: string | undefined,
): Promise<object> {
  const { collection, id, data, order, skip, limit } = client;
  const action = actions[operation] as ClientAction;
  if ('_openid' in data) throw invalidParam('_openid is written by the platform');
  if (operation === 'add') {
    const document = { ...data, ...(openid === undefined ? {} : { _openid: openid }) };
    admit(cloud, client, action, openid, [document]);
    const { data: inserted } = await run(cloud, 'insertDocument', {
      collectionName: collection,
      data: [encode(document)],
    });
    return { _id: (inserted.insertedIds as unknown[])[0] };
  }
  const query = encode(admit(cloud, client, action, openid));
  const target = { collectionName: collection, query, queryType: 'WHERE' };
  switch (operation) {
    case 'get': {
      const sort = encode(
        Object.fromEntries(order.map(([field, direction]) => [field, direction === 'desc' ? -1 : 1])),
      );
      const { data: found } = await run(cloud, 'getDocument', { ...target, offset: skip, limit, order: sort });
      const list = (found.list as string[]).map((text) => fromPlainJson(JSON.parse(text)));
      if (id !== undefined && list.length === 0) throw cannotFind(id);
      return { data: id === undefined ? list : list[0] };
    }
    case 'count':
      return { total: (await run(cloud, 'calculateDocument', target)).data.total };
    case 'remove':
      return { stats: { removed: (await run(cloud, 'removeDocument', { ...target, multi: true })).data.deleted } };
    case 'update': {
      const update = { ...target, multi: true, merge: true, data: encode(setFields(data)) };
      return { stats: { updated: (await run(cloud, 'modifyDocument', update)).data.updated } };
    }
    default:
      return setDocument(cloud, client, openid);
  }
}

/** `set` replaces a document that the caller may change, and makes one that is not there, which he then owns. */
async function setDocument(cloud: Cloud, client: ClientRequest, openid: string | undefined): Promise<object> {
  const { collection, id, data } = client;
  if (id === undefined) throw invalidParam('set needs a doc');
  const document = { ...data, ...(openid === undefined ? {} : { _openid: openid }) };
  const present = cloud.database.store.read(collection, id) !== undefined;
  if (!present) admit(cloud, client, 'create', openid, [{ _id: id, ...document }]);
  else if (
    selectDocuments(cloud.database.store, collection, { query: admit(cloud, client, 'update', openid) }).length === 0
  ) {
    throw denied();
  }
  const target = { collectionName: collection, query: encode({ _id: id }), queryType: 'DOC' };
  const change = { ...target, multi: false, merge: false, upsert: true, data: encode(document) };
  const { updated } = (await run(cloud, 'modifyDocument', change)).data;
  return { _id: id, stats: { updated, created: present ? 0 : 1 } };
}

/** Applies the rule: the query narrowed to what the caller may touch, or a refusal. `created` is what he wants to add. */
function admit(
  { declaration, database }: Cloud,
  { collection, query }: ClientRequest,
  action: ClientAction,
  openid: string | undefined,
  created?: Query[],
): Query {
  const access = collectionAccess(declaration, collection, action);
  const auth: Scope['auth'] = openid === undefined ? null : { openid, loginType: 'WECHAT' };
  if (access.kind === 'none' || (access.kind === 'own' && auth === null)) throw denied();
  if (access.kind === 'own') return { $and: [query, { _openid: openid as string }] };
  if (access.kind === 'each') {
    const documents = created ?? selectDocuments(database.store, collection, { query }).map(({ document }) => document);
    if (!documents.every((doc) => access.allows({ auth, doc }))) throw denied();
  }
  return query;
}

async function run({ database }: Cloud, action: string, request: object): Promise<{ data: Record<string, unknown> }> {
  const operation = findDatabaseAction(`database.${action}`) as NonNullable<ReturnType<typeof findDatabaseAction>>;
  return (await operation(database, request as Record<string, unknown>)) as { data: Record<string, unknown> };
}

const denied = () => new CloudError('DATABASE_PERMISSION_DENIED', 'Permission denied');

const cannotFind = (id: string | number) =>
  new CloudError(
    'DATABASE_REQUEST_FAILED',
    `cannot find document with _id ${id}, please make sure that the document exists and you have the corresponding permission`,
  );

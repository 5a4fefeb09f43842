import type { Cloud } from '../cloud';
import { selectDocuments } from '../database/select-documents';
import { encode, fromPlainJson } from '../database/wire-values';
import { CloudError, invalidParam } from '../errors';
import { findDatabaseAction } from '../operations/find-database-action';
import { type ClientAction, collectionAccess } from '../rules/collection-access';
import type { Scope } from '../rules/expression';
import type { ClientRequest, Fields } from './read-client-request';
import { setFields } from './set-fields';

/**
 * One database call of a mini program, by whoever `openid` is: the collection's rule first, then the operation that a cloud
 * function would use.
 *
 * @throws CloudError DATABASE_PERMISSION_DENIED where the rule refuses
 */
export async function performClientOperation(
  cloud: Cloud,
  client: ClientRequest,
  openid: string | undefined,
): Promise<object> {
  const { operation, action, collection, data } = client;
  if (operation === 'add') return addDocument(cloud, client, openid);
  if (operation === 'set') return setDocument(cloud, client, openid);
  const query = encode(narrow(cloud, client, action, openid));
  const target = { collectionName: collection, query, queryType: 'WHERE', multi: true };
  switch (operation) {
    case 'get':
      return readDocuments(cloud, client, target);
    case 'count':
      return { total: (await run(cloud, 'calculateDocument', target)).total };
    case 'remove':
      return { stats: { removed: (await run(cloud, 'removeDocument', target)).deleted } };
    case 'update': {
      const update = setFields(data);
      const { $rename = {} } = update;
      refuseOwner([...Object.values(update).flatMap(keysOf), ...Object.values($rename as Fields)]);
      const change = { ...target, merge: true, data: encode(update) };
      return { stats: { updated: (await run(cloud, 'modifyDocument', change)).updated } };
    }
  }
}

async function readDocuments(cloud: Cloud, { id, order, skip, limit }: ClientRequest, target: object) {
  const { list } = await run(cloud, 'getDocument', { ...target, offset: skip, limit, order: encode(order) });
  const documents = (list as string[]).map((text) => fromPlainJson(JSON.parse(text)));
  if (id === undefined) return { data: documents };
  if (documents.length === 0) throw cannotFind(id);
  return { data: documents[0] };
}

async function addDocument(cloud: Cloud, client: ClientRequest, openid: string | undefined) {
  const document = owned(client.data, openid);
  admitNew(cloud, client, openid, document);
  const request = { collectionName: client.collection, data: [encode(document)] };
  return { _id: ((await run(cloud, 'insertDocument', request)).insertedIds as unknown[])[0] };
}

/** `set` replaces a document that the caller may change, and makes one that is not there, which he then owns. */
async function setDocument(cloud: Cloud, client: ClientRequest, openid: string | undefined) {
  const { collection, id, data } = client;
  if (id === undefined) throw invalidParam('set needs a doc');
  const document = owned(data, openid);
  const { store } = cloud.database;
  const present = store.read(collection, id) !== undefined;
  if (!present) admitNew(cloud, client, openid, { _id: id, ...document });
  else if (selectDocuments(store, collection, { query: narrow(cloud, client, 'update', openid) }).length === 0) {
    throw denied();
  }
  const target = { collectionName: collection, query: encode({ _id: id }), queryType: 'DOC' };
  const change = { ...target, multi: false, merge: false, upsert: true, data: encode(document) };
  const { updated } = await run(cloud, 'modifyDocument', change);
  return { _id: id, stats: { updated, created: present ? 0 : 1 } };
}

/** The query, narrowed to what the caller may touch. */
function narrow(
  { declaration, database }: Cloud,
  client: ClientRequest,
  action: ClientAction,
  openid?: string,
): Fields {
  const { collection, query } = client;
  const access = collectionAccess(declaration, collection, action);
  if (access.kind === 'none' || (access.kind === 'own' && openid === undefined)) throw denied();
  if (access.kind === 'own') return { $and: [query, { _openid: openid as string }] };
  if (access.kind === 'each') {
    const touched = selectDocuments(database.store, collection, { query });
    if (!touched.every(({ document: doc }) => access.allows({ auth: authOf(openid), doc }))) throw denied();
  }
  return query;
}

function admitNew(
  { declaration }: Cloud,
  { collection }: ClientRequest,
  openid: string | undefined,
  doc: Fields,
): void {
  const access = collectionAccess(declaration, collection, 'create');
  if (access.kind === 'none' || (access.kind === 'own' && openid === undefined)) throw denied();
  if (access.kind === 'each' && !access.allows({ auth: authOf(openid), doc })) throw denied();
}

const authOf = (openid: string | undefined): Scope['auth'] =>
  openid === undefined ? null : { openid, loginType: 'WECHAT' };

/** The platform writes who made a document, and nobody else does. */
function owned(data: Fields, openid: string | undefined): Fields {
  refuseOwner(Object.keys(data));
  return openid === undefined ? data : { ...data, _openid: openid };
}

function refuseOwner(paths: unknown[]): void {
  if (paths.some((path) => String(path).split('.')[0] === '_openid')) {
    throw invalidParam('_openid is written by the platform');
  }
}

const keysOf = (value: unknown) => (value !== null && typeof value === 'object' ? Object.keys(value) : []);

async function run({ database }: Cloud, action: string, request: object): Promise<Record<string, unknown>> {
  const operation = findDatabaseAction(`database.${action}`) as NonNullable<ReturnType<typeof findDatabaseAction>>;
  return ((await operation(database, request as Record<string, unknown>)) as { data: Record<string, unknown> }).data;
}

const denied = () => new CloudError('DATABASE_PERMISSION_DENIED', 'Permission denied');

const cannotFind = (id: string | number) =>
  new CloudError(
    'DATABASE_REQUEST_FAILED',
    `cannot find document with _id ${id}, please make sure that the document exists and you have the corresponding permission`,
  );

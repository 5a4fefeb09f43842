import { checkedName, type Database } from '../database/database';
import { CloudError } from '../errors';
import { readText, type WireRequest } from './read-request';

export function addCollection({ store }: Database, request: WireRequest) {
  const name = checkedName(readText(request, 'collectionName'));
  if (store.has(name)) throw new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `Table exist: ${name}`);
  store.createCollection(name);
  return { data: {} };
}

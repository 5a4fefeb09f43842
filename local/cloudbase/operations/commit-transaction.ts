import type { Database } from '../database/database';
import { readText, type WireRequest } from './read-request';

export function commitTransaction({ transactions }: Database, request: WireRequest) {
  transactions.commit(readText(request, 'transactionId'));
  return { data: {} };
}

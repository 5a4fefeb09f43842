import type { Database } from '../database/database';
import { readText, type WireRequest } from './read-request';

export function abortTransaction({ transactions }: Database, request: WireRequest) {
  transactions.abort(readText(request, 'transactionId'));
  return { data: {} };
}

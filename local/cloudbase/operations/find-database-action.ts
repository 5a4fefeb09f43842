import type { Database } from '../database/database';
import { asCloudError } from '../errors';
import { abortTransaction } from './abort-transaction';
import { addCollection } from './add-collection';
import { aggregateDocuments } from './aggregate-documents';
import { calculateDocument } from './calculate-document';
import { commitTransaction } from './commit-transaction';
import { getDocument } from './get-document';
import { insertDocument } from './insert-document';
import { modifyAndReturnDoc } from './modify-and-return-doc';
import { modifyDocument } from './modify-document';
import type { WireRequest } from './read-request';
import { removeDocument } from './remove-document';
import { startTransaction } from './start-transaction';

type Operation = (database: Database, request: WireRequest) => object | Promise<object>;

const operations: Readonly<Record<string, Operation>> = {
  'database.abortTransaction': abortTransaction,
  'database.addCollection': addCollection,
  'database.aggregateDocuments': aggregateDocuments,
  'database.calculateDocument': calculateDocument,
  'database.commitTransaction': commitTransaction,
  'database.getDocument': getDocument,
  'database.insertDocument': insertDocument,
  'database.modifyAndReturnDoc': modifyAndReturnDoc,
  'database.modifyDocument': modifyDocument,
  'database.removeDocument': removeDocument,
  'database.startTransaction': startTransaction,
};

/** The operation that an action of the SDK names, or undefined where it names none. */
export function findDatabaseAction(action: string): Operation | undefined {
  const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
  return operation && ((database, request) => endingFailed(operation, database, request));
}

/** A write that MongoDB refuses ends its transaction; a request that never reached it does not. */
async function endingFailed(operation: Operation, database: Database, request: WireRequest): Promise<object> {
  try {
    return await operation(database, request);
  } catch (error) {
    const { code } = asCloudError(error);
    if (code === 'DATABASE_REQUEST_FAILED' || code === 'DATABASE_TRANSACTION_CONFLICT') {
      database.transactions.end(String(request.transactionId));
    }
    throw error;
  }
}

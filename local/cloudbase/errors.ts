/**
 * A failure as the platform words it: `{ code, message }` on the wire. wx-server-sdk turns the code into a number where its
 * table has it and into -501001 where not, so the message must say enough on its own.
 */
export class CloudError extends Error {
  constructor(
    readonly code: CloudErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export type CloudErrorCode =
  | 'DATABASE_COLLECTION_ALREADY_EXIST'
  | 'DATABASE_COLLECTION_NOT_EXIST'
  | 'DATABASE_INVALID_OPERRATOR'
  | 'DATABASE_PERMISSION_DENIED'
  | 'DATABASE_QUERY_TOO_LARGE'
  | 'DATABASE_REQUEST_FAILED'
  | 'DATABASE_TRANSACTION_CONFLICT'
  | 'DATABASE_TRANSACTION_FAIL'
  | 'EXCEED_CONCURRENT_REQUEST_LIMIT'
  | 'FUNCTIONS_EXECUTE_FAIL'
  | 'FUNCTIONS_REQUEST_FAIL'
  | 'FUNCTIONS_RESULT_TOO_LARGE'
  | 'FUNCTIONS_TIME_LIMIT_EXCEEDED'
  | 'INVALID_PARAM'
  | 'PERMISSION_DENIED'
  | 'SIGN_PARAM_INVALID'
  | 'SYS_ERR';

const pleaseCheck = 'Please check your request, but if the problem persists, contact us.';

export const invalidParam = (message: string) => new CloudError('INVALID_PARAM', message);

export const collectionMissing = (collection: string) =>
  new CloudError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${collection}. ${pleaseCheck}`,
  );

/** Product code recognises this one by `E11000` in its message. */
export const duplicateKey = (collection: string, index: string, key: unknown) =>
  writeFailed(
    `E11000 duplicate key error collection: local.${collection} index: ${index} dup key: ${JSON.stringify(key)}`,
  );

export const writeFailed = (reason: string) =>
  new CloudError(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation] multiple write errors: [{write errors: [{${reason}}]}, {<nil>}]`,
  );

export const queryFailed = (reason: string) => new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${reason}`);

/** Product code recognises this one by `TransactionConflict` in its message: wx-server-sdk drops the code. */
export const transactionConflict = () =>
  new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${pleaseCheck}`,
  );

export const transactionGone = () =>
  new CloudError(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, ' +
      `transaction must be commit or abort in 30 seconds. ${pleaseCheck}`,
  );

/** Whatever was thrown, in the platform's form. */
export const asCloudError = (thrown: unknown) =>
  thrown instanceof CloudError
    ? thrown
    : new CloudError('SYS_ERR', `[emulator] ${thrown instanceof Error ? thrown.message : String(thrown)}`);

import type { CloudError, CloudErrorCode } from '../errors';

/**
 * The numbers and words under which a mini program gets the platform's failures.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/error-code.html
 */
const table: Partial<Record<CloudErrorCode, [errCode: number, words: string]>> = {
  DATABASE_COLLECTION_NOT_EXIST: [-502005, 'database collection not exists'],
  DATABASE_INVALID_OPERRATOR: [-502002, 'database invalid command'],
  DATABASE_PERMISSION_DENIED: [-502003, 'database permission denied'],
  DATABASE_QUERY_TOO_LARGE: [-602001, 'database query size exceed limit'],
  DATABASE_REQUEST_FAILED: [-502001, 'database request fail'],
  EXCEED_CONCURRENT_REQUEST_LIMIT: [-501004, 'exceed concurrent request limit'],
  FUNCTIONS_EXECUTE_FAIL: [-504002, 'functions execute fail'],
  FUNCTIONS_REQUEST_FAIL: [-501000, ''],
  FUNCTIONS_RESULT_TOO_LARGE: [-604001, 'function result size exceed limit'],
  FUNCTIONS_TIME_LIMIT_EXCEEDED: [-504003, 'functions time limit exceeded'],
  INVALID_PARAM: [-501007, 'invalid parameters'],
  PERMISSION_DENIED: [-501000, ''],
};

/** What the callback of a failed call gets. */
export function clientError(api: string, { code, message }: CloudError) {
  const [errCode, words] = table[code] ?? [-501001, 'resource system error'];
  return { errMsg: `${api}:fail Error: errCode: ${errCode} ${words} | errMsg: ${message}`, errCode };
}

import type { ErrorCode } from '../../typings/api';

/** What a call can fail with: what the cloud function said, or that no answer came back at all. */
export type FailureCode = ErrorCode | 'ERR_NETWORK';

/** A call to a cloud function failed. `detail` is for the developer's console, never for the buyer. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    readonly code: FailureCode,
    detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}

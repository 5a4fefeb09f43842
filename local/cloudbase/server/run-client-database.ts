import type { Cloud } from '../cloud';
import { asCloudError } from '../errors';
import { clientError } from './client-error';
import { performClientOperation } from './perform-client-operation';
import { readClientRequest } from './read-client-request';
import { type ControlRequest, readCaller } from './read-control';

/**
 * What a mini program's own database call would get: `{ openid, collection, operation, doc?, where?, data?, orderBy?, skip?,
 * limit? }`, `operation` one of get, count, add, set, update and remove. Security rules apply.
 */
export async function runClientDatabase(cloud: Cloud, request: ControlRequest): Promise<object> {
  const startedAt = Date.now();
  const caller = readCaller(request, cloud.appid);
  const client = readClientRequest(request);
  const { collection: name, id, operation } = client;
  const api = `${id === undefined ? 'collection' : 'document'}.${operation}`;
  const note = (outcome: { result: object } | { error: { code: string; message: string } }) =>
    cloud.log.add(
      { kind: 'database', name, caller, request, ...outcome, durationMs: Date.now() - startedAt },
      startedAt,
    );
  try {
    const result = await performClientOperation(cloud, client, caller.openid);
    note({ result });
    return { ...result, errMsg: `${api}:ok` };
  } catch (error) {
    const failure = asCloudError(error);
    note({ error: { code: failure.code, message: failure.message } });
    return clientError(api, failure);
  }
}

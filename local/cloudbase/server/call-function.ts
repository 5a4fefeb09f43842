import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud';
import { CloudError } from '../errors';
import { runFunction } from '../functions/run-function';
import { mayCallFunction } from '../rules/may-call-function';
import { clientError } from './client-error';
import { type ControlRequest, readCaller, readOptionalObject, readRequired } from './read-control';

const api = 'cloud.callFunction';

/**
 * What wx.cloud.callFunction would get: `{ result, errMsg, requestID }` or `{ errMsg, errCode }`. The platform adds who
 * calls to the data, as `userInfo`, and overwrites what the caller put there.
 */
export async function callFunction(cloud: Cloud, request: ControlRequest): Promise<object> {
  const name = readRequired(request, 'name');
  const caller = readCaller(request, cloud.appid);
  const data = readOptionalObject(request, 'data');
  const { openid: openId, appid: appId } = caller;
  const event = openId === undefined ? data : { ...data, userInfo: { appId, openId } };
  if (cloud.functions.has(name) && !mayCallFunction(cloud.declaration, name, caller)) {
    const refusal = new CloudError(
      'PERMISSION_DENIED',
      `[PERMISSION_DENIED] the security rule of ${name} refuses this caller`,
    );
    const error = { code: refusal.code, message: refusal.message };
    cloud.log.add({ kind: 'call', name, caller, request: event, error, durationMs: 0 }, Date.now());
    return { ...clientError(api, refusal), requestID: randomUUID() };
  }
  const { data: result, error, requestId } = await runFunction(cloud, { kind: 'call', name, event, caller });
  if (error) {
    const named = new CloudError(error.code, `requestID ${requestId}, ${error.message}`);
    return { ...clientError(api, named), requestID: requestId };
  }
  return { result: JSON.parse(result as string), errMsg: `${api}:ok`, requestID: requestId };
}

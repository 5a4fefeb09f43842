import type { Caller } from '../functions/caller';

/** A request at the controls that makes no sense; answered with HTTP 400 and these words. */
export class ControlError extends Error {
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

export type ControlRequest = Readonly<Record<string, unknown>>;

const localBuyer = 'oLocalBuyer000000000000000001';
const maxText = 200;

export function readControl(body: Buffer): ControlRequest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw new ControlError('the body must be JSON');
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw new ControlError('the body must be a JSON object');
  }
  return parsed as ControlRequest;
}

export function readRequired(request: ControlRequest, field: string): string {
  const value = readOptional(request, field);
  if (value === undefined) throw new ControlError(`${field} is missing`);
  return value;
}

export function readOptional(request: ControlRequest, field: string): string | undefined {
  const value = request[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || value.length > maxText) {
    throw new ControlError(`${field} must be a text of up to ${maxText} characters`);
  }
  return value;
}

export function readOptionalObject(request: ControlRequest, field: string): Record<string, unknown> {
  const value = request[field] ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new ControlError(`${field} must be an object`);
  return value as Record<string, unknown>;
}

/** Who calls: the local buyer unless an openid is given. An empty one is somebody who is not logged in. */
export function readCaller(request: ControlRequest, appid: string): Caller {
  const source = readOptional(request, 'source') ?? 'wx_client';
  if (!/^[a-z_]+(,[a-z_]+)*$/.test(source)) throw new ControlError('source must be such as wx_client or wx_client,scf');
  const openid = request.openid === undefined && hasUser(source) ? localBuyer : readOptional(request, 'openid');
  const unionid = readOptional(request, 'unionid');
  return {
    ...(openid === undefined ? {} : { openid }),
    appid: readOptional(request, 'appid') ?? appid,
    ...(unionid === undefined ? {} : { unionid }),
    source,
  };
}

const hasUser = (source: string) =>
  !['wx_trigger', 'wx_http', 'wx_crawler', 'wx_paycallback'].includes(source.split(',')[0] as string);

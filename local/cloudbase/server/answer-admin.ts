import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cloud } from '../cloud';
import { asCloudError, CloudError, invalidParam } from '../errors';
import { nestedCaller } from '../functions/caller';
import { runFunction } from '../functions/run-function';
import { callOpenApi } from '../openapi/call-open-api';
import { readForm } from '../openapi/read-form';
import { findDatabaseAction } from '../operations/find-database-action';
import { readText, type WireRequest } from '../operations/read-request';
import { readBody } from './read-body';
import { sendJson } from './send-json';

const maxBody = 16 * 1024 * 1024;

/** The one address that wx-server-sdk speaks to. Failures too are HTTP 200, with a `code`. */
export async function answerAdmin(cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  const body = await readBody(request, maxBody);
  try {
    refuseStranger(cloud, request);
    if (!body) throw invalidParam(`the request is larger than ${maxBody} bytes`);
    const contentType = request.headers['content-type'] ?? '';
    if (!contentType.startsWith('application/json')) return sendBytes(response, answerForm(cloud, contentType, body));
    sendJson(response, 200, { requestId, ...(await answer(cloud, readRequest(body))) });
  } catch (error) {
    const { code, message } = asCloudError(error);
    sendJson(response, 200, { code, message, requestId });
  }
}

function refuseStranger({ secretId }: Cloud, { headers }: IncomingMessage): void {
  if (!headers.authorization?.startsWith(`TC3-HMAC-SHA256 Credential=${secretId}/`)) {
    throw new CloudError('SIGN_PARAM_INVALID', 'the request is not signed by a function of this cloud');
  }
}

/** cloud.openapi and cloud.cloudPay send forms; what is not JSON is an answer of WeChat's to the SDK. */
function answerForm(cloud: Cloud, contentType: string, body: Buffer): Buffer {
  const form = readForm(contentType, body);
  if (String(form.get('action')) === 'wx.openApi') return callOpenApi(cloud, form);
  throw notAvailable(String(form.get('apiName') ?? form.get('action') ?? 'this API of WeChat'));
}

function sendBytes(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
  response.end(bytes);
}

function readRequest(body: Buffer): WireRequest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw invalidParam('the request is not JSON');
  }
  if (parsed === null || typeof parsed !== 'object') throw invalidParam('the request is not an object');
  return parsed as WireRequest;
}

async function answer(cloud: Cloud, request: WireRequest): Promise<object> {
  const action = readText(request, 'action');
  const operation = findDatabaseAction(action);
  if (operation) return operation(cloud.database, request);
  if (action === 'functions.invokeFunction') return invokeFunction(cloud, request);
  throw notAvailable(action);
}

/** A function calls another: for the same user, with one link more in the chain of sources. */
async function invokeFunction(cloud: Cloud, request: WireRequest): Promise<object> {
  const name = readText(request, 'function_name');
  const caller = nestedCaller(cloud.functions.callerOf(String(request.wxCloudApiToken)));
  const event = request.request_data ? JSON.parse(readText(request, 'request_data')) : {};
  const { data, error, requestId } = await runFunction(cloud, { kind: 'call', name, event, caller });
  if (error) throw error;
  return { requestId, data: { response_data: data } };
}

const notAvailable = (what: string) => invalidParam(`[emulator] ${what} is not available locally`);

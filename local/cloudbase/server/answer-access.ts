import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cloud } from '../cloud';
import type { CloudError } from '../errors';
import { runFunction } from '../functions/run-function';
import { readBody } from './read-body';
import { sendJson } from './send-json';

const maxTextBody = 100 * 1024;
const maxBinaryBody = 6 * 1024 * 1024;

export interface Route {
  /** `/trade` */
  prefix: string;
  functionName: string;
}

/** The route whose path the request's starts with; of two the longer one. */
export function findRoute({ httpRoutes }: Cloud, path: string): Route | undefined {
  return Object.entries(httpRoutes)
    .map(([route, functionName]) => ({ prefix: route.replace(/\/$/, ''), functionName }))
    .filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

/**
 * HTTP access: a request from the internet as the platform hands it to a function. Nobody is logged in and no source is
 * named; the path comes without the route's. https://docs.cloudbase.net/service/access-cloud-function
 */
export async function answerAccess(
  cloud: Cloud,
  { prefix, functionName }: Route,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = isText(request.headers['content-type']);
  const limit = text ? maxTextBody : maxBinaryBody;
  const body = await readBody(request, limit);
  if (!body) {
    const message = `the body is larger than ${limit} bytes, the platform's limit for ${text ? 'text' : 'other content'}`;
    return sendJson(response, 413, { code: 'EXCEED_MAX_PAYLOAD_SIZE', message });
  }
  const event = {
    path: url.pathname.slice(prefix.length) || '/',
    httpMethod: request.method,
    headers: request.headers,
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext: { requestId: randomUUID(), envId: cloud.envId, appId: 1250000000, uin: 0 },
    body: body.toString(text ? 'utf8' : 'base64'),
    isBase64Encoded: !text && body.length > 0,
  };
  const { data, error } = await runFunction(cloud, { kind: 'http', name: functionName, event, caller: { source: '' } });
  if (error) return sendFailure(response, error);
  sendResult(response, JSON.parse(data as string));
}

const isText = (contentType = '') =>
  contentType === '' ||
  /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)|[\w.-]+\/[\w.-]+\+(json|xml))/i.test(contentType);

function sendFailure(response: ServerResponse, { code, message }: CloudError): void {
  sendJson(response, code === 'FUNCTIONS_TIME_LIMIT_EXCEEDED' ? 433 : 430, { code, message });
}

interface Integrated {
  statusCode: number;
  headers?: Record<string, string | number | string[]>;
  body?: unknown;
  isBase64Encoded?: boolean;
}

/** `{ statusCode, headers, body, isBase64Encoded }` is the answer itself; anything else becomes one of status 200. */
function sendResult(response: ServerResponse, result: unknown): void {
  if (isIntegrated(result)) sendIntegrated(response, result);
  else if (typeof result === 'string') {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(result);
  } else sendJson(response, 200, result);
}

function sendIntegrated(
  response: ServerResponse,
  { statusCode, headers = {}, body = '', isBase64Encoded }: Integrated,
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  try {
    response.writeHead(statusCode, { 'content-type': 'application/json; charset=utf-8', ...lowerCased(headers) });
    response.end(isBase64Encoded ? Buffer.from(text, 'base64') : text);
  } catch (error) {
    const message = `the function answered what HTTP cannot say: ${(error as Error).message}`;
    sendJson(response, 502, { code: 'INVALID_RESPONSE', message });
  }
}

const isIntegrated = (result: unknown): result is Integrated =>
  result !== null && typeof result === 'object' && 'statusCode' in result;

const lowerCased = (headers: NonNullable<Integrated['headers']>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

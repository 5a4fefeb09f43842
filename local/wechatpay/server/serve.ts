import http, { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { answerControl } from '../control/controls';
import type { Gateway } from '../gateway';
import { writtenHeaders } from '../protocol/written-headers';
import { webCashierPath } from '../trade/credential';
import { failed } from '../v2/envelope';
import { answerWebCashier } from '../web/web-cashier';
import type { Answer, Incoming } from './answer';
import { answerApi } from './api';
import { arrivalAt, logRequest } from './log-request';
import { corsHeaders, isForeign } from './origin';
import { readBody } from './read-body';

export interface Limits {
  maxBodyBytes: number;
  /** Milliseconds in which the headers must have come. */
  headersPatience: number;
  /** Milliseconds in which a body must have come, after them. */
  bodyPatience: number;
}

export const defaultLimits: Limits = { maxBodyBytes: 1_048_576, headersPatience: 10_000, bodyPatience: 10_000 };

/** How much of a body that is too long is still read, and how long, so that its sender sees the answer. */
const drained = { bytes: 16_777_216, milliseconds: 5_000 };

/** What is answered without a word to any API: the gateway's own page. Undefined for everything else. */
export type Pages = (incoming: Incoming) => Promise<Answer | undefined>;

/** The listeners on http and https: same gateway, same answers. */
export function serve(
  gateway: Gateway,
  limits: Limits,
  log: (line: string) => void,
  pages: Pages,
): { http: Server; https: Server } {
  const listener: RequestListener = (request, response) => {
    handle(gateway, limits, pages, request, response).catch((error: unknown) => {
      log(`内部错误：${error instanceof Error ? error.stack : String(error)}`);
      if (!response.headersSent) write(response, textAnswer(500, '本地微信支付内部错误，详见其输出'));
    });
  };
  const { headersPatience } = limits;
  const options = {
    headersTimeout: headersPatience,
    requestTimeout: 30_000,
    // As WeChat's servers say of themselves, in the same exchange that `written-headers.ts` names.
    keepAliveTimeout: 8_000,
    // How often Node looks for who is too slow: every 30 seconds, unless told.
    connectionsCheckingInterval: headersPatience / 2,
  };
  const { cert, key } = gateway.keys.tls;
  // Which certificate an API wants is for the API to say: at this point nobody knows the merchant yet.
  const tls = { cert, key, requestCert: true, rejectUnauthorized: false };
  return { http: http.createServer(options, listener), https: https.createServer({ ...options, ...tls }, listener) };
}

async function handle(
  gateway: Gateway,
  limits: Limits,
  pages: Pages,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const control = request.url?.startsWith('/_control/') ?? false;
  const { headers } = incomingOf(request, Buffer.alloc(0));
  if (control && isForeign(headers)) return write(response, textAnswer(403, '控制接口只接受本机页面的请求'));
  const cors = control ? corsHeaders(headers) : {};
  if (control && request.method === 'OPTIONS') return write(response, { status: 204, headers: cors, body: '' });

  const read = await readBody(request, { maxBytes: limits.maxBodyBytes, patience: limits.bodyPatience });
  if (read.kind === 'gone') return;
  if (read.kind !== 'body') return refuseBody(gateway, request, response, read.kind);
  const incoming = incomingOf(request, read.body);
  if (control) {
    const answer = await answerControl(gateway, incoming);
    return write(response, { ...answer, headers: { ...answer.headers, ...cors } });
  }
  const page = await pages(incoming);
  if (page) return write(response, page);
  if (incoming.target.split('?')[0] === webCashierPath) {
    const arrival = arrivalAt(gateway);
    const handled = answerWebCashier(gateway, incoming);
    logRequest(gateway, arrival, incoming, handled);
    return write(response, handled.answer);
  }
  const gone = new AbortController();
  // With a reason: without one, an error with a stack would be made at the end of every request.
  response.on('close', () => gone.abort('the connection is closed'));
  const outcome = await answerApi(gateway, { ...incoming, ...certificateOf(request) }, gone.signal);
  if ('answer' in outcome) return write(response, outcome.answer);
  const timer = setTimeout(() => request.socket.destroy(), outcome.silentFor);
  response.on('close', () => clearTimeout(timer));
}

/** Repeated headers are joined, as HTTP lets everybody do on the way. */
function incomingOf(request: IncomingMessage, body: Buffer): Incoming {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { method: request.method ?? 'GET', target: request.url ?? '/', headers, body };
}

/** A body that is too long or too slow: answered in the words of the version, then the connection ends. */
function refuseBody(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  kind: 'too-large' | 'too-slow',
) {
  const incoming = incomingOf(request, Buffer.alloc(0));
  const [status, message] = kind === 'too-large' ? [413, '请求报文过大'] : [408, '请求报文没有及时到达'];
  const handled = failed('未读完的请求', message);
  if (/^\/(v3|_control)\//.test(incoming.target)) {
    handled.answer = { status, headers: jsonType, body: JSON.stringify({ code: 'PARAM_ERROR', message }) };
  }
  logRequest(gateway, arrivalAt(gateway), incoming, handled);
  write(response, { ...handled.answer, headers: { ...handled.answer.headers, connection: 'close' } });
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > drained.bytes) request.destroy();
  });
  setTimeout(() => request.destroy(), drained.milliseconds).unref();
}

const jsonType = { 'content-type': 'application/json; charset=utf-8' };

function textAnswer(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function write(response: ServerResponse, { status, headers, body, file }: Answer) {
  const named = writtenHeaders(headers);
  if (file) {
    response.writeHead(status, named);
    // Who hangs up in the middle of a file has had enough of it.
    return pipeline(file, response, () => undefined);
  }
  const length = { 'Content-Length': String(Buffer.byteLength(body)) };
  response.writeHead(status, status === 204 ? named : { ...named, ...length });
  response.end(body);
}

function certificateOf({ socket }: IncomingMessage): Pick<Incoming, 'clientCertificate'> {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return certificate ? { clientCertificate: certificate.raw } : {};
}

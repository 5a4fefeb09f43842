import http from 'node:http';
import https from 'node:https';
import { GatewayUnknown } from '../errors';
import type { MerchantCertificate } from './configuration';

export interface OutgoingRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface IncomingAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export interface ExchangeLimits {
  /** From the first byte sent to the last one received. */
  timeoutMs: number;
  /** Of the answer; a megabyte unless given. */
  maxBytes?: number;
  /** PEM certificates to trust instead of Node's own list. */
  trustedAuthorities?: string;
  /** Shown to the server if it asks for one. Connections made with it are never used without it. */
  merchantCertificate?: MerchantCertificate;
}

const MEGABYTE = 1024 * 1024;

/** One pool for the whole process: a new TLS connection costs more than everything else in a call together. */
const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
};

/**
 * One HTTP exchange with WeChat Pay. Certificates are verified, redirects are not followed, and the time and the size of
 * the answer are limited. Throws GatewayUnknown when there is no complete answer: the request may have been carried out.
 */
export async function exchange(request: OutgoingRequest, limits: ExchangeLimits): Promise<IncomingAnswer> {
  // AbortSignal.timeout came with Node 16.14; the oldest runtime of CloudBase has 16.13.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), limits.timeoutMs);
  try {
    return await send(request, limits, patience.signal);
  } catch (cause) {
    if (cause instanceof GatewayUnknown) throw cause;
    if (patience.signal.aborted) throw new GatewayUnknown(`微信支付在 ${limits.timeoutMs} 毫秒内没有答复`, { cause });
    throw new GatewayUnknown(`无法与微信支付通信：${(cause as Error).message}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function send(request: OutgoingRequest, limits: ExchangeLimits, signal: AbortSignal): Promise<IncomingAnswer> {
  const first = await attempt(request, limits, signal);
  if (first !== 'closed while idle') return first;
  const second = await attempt(request, limits, signal);
  if (second !== 'closed while idle') return second;
  throw new Error('连接两次被对方关闭');
}

/**
 * A cloud function sleeps between calls and does not see its idle connections being closed; the next request over such a
 * connection fails at once. It is worth one more try, which is safe whatever happened: every request of ours may be
 * repeated with the same number and content.
 */
function attempt(
  { method, url, headers, body }: OutgoingRequest,
  { trustedAuthorities, merchantCertificate, maxBytes = MEGABYTE }: ExchangeLimits,
  signal: AbortSignal,
): Promise<IncomingAnswer | 'closed while idle'> {
  return new Promise((resolve, reject) => {
    const { request, agent } = transport(url);
    const outgoing = request(url, {
      method,
      headers: body === '' ? headers : { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
      agent,
      signal,
      ...(trustedAuthorities ? { ca: trustedAuthorities } : {}),
      ...merchantCertificate,
    });
    outgoing.on('response', (response) => receive(response, maxBytes).then(resolve, reject));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve('closed while idle');
      else reject(error);
    });
    outgoing.end(body);
  });
}

function transport(url: string) {
  return url.startsWith('https:')
    ? { request: https.request, agent: agents['https:'] }
    : { request: http.request, agent: agents['http:'] };
}

async function receive(response: http.IncomingMessage, maxBytes: number): Promise<IncomingAnswer> {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    response.destroy();
    throw new GatewayUnknown(`微信支付的地址答复了重定向（HTTP ${status}），请检查 WECHATPAY_BASE_URL`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new GatewayUnknown(`微信支付的答复超过 ${maxBytes} 字节`);
    chunks.push(chunk);
  }
  return { status, headers: response.headers, body: Buffer.concat(chunks) };
}

import http from 'node:http';
import https from 'node:https';
import { writtenHeaders } from '../protocol/written-headers';
import type { ReceivedAnswer } from './message';

/** WeChat waits so long for an answer. */
const patience = 5_000;
const maxAnswerBytes = 65_536;

export type Posted =
  | { kind: 'answered'; answer: ReceivedAnswer }
  | { kind: 'timeout'; reason: string }
  | { kind: 'unreachable'; reason: string };

/**
 * Posts a notification, once: redirects are not followed, and of a long answer only the beginning is read. Never
 * rejects.
 */
export function post(url: string, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<Posted> {
  return new Promise((resolve) => {
    const target = new URL(url);
    const { request } = target.protocol === 'https:' ? https : http;
    const outgoing = request(target, {
      method: 'POST',
      headers: {
        ...writtenHeaders(headers),
        'Content-Length': String(Buffer.byteLength(body)),
        'User-Agent': 'Mozilla/4.0',
      },
      signal,
    });
    const finish = (posted: Posted) => {
      clearTimeout(timer);
      outgoing.destroy();
      resolve(posted);
    };
    const timer = setTimeout(() => finish({ kind: 'timeout', reason: `${patience / 1000} 秒内没有应答` }), patience);
    outgoing.on('error', (error) => finish({ kind: 'unreachable', reason: error.message }));
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const answered = () =>
        finish({
          kind: 'answered',
          answer: {
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks).toString('utf8'),
          },
        });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > maxAnswerBytes) answered();
      });
      response.on('end', answered);
      response.on('error', (error) => finish({ kind: 'unreachable', reason: error.message }));
    });
    outgoing.end(body);
  });
}

import type { IncomingMessage } from 'node:http';

export type ReadBody = { kind: 'body'; body: Buffer } | { kind: 'too-large' } | { kind: 'too-slow' } | { kind: 'gone' };

/**
 * The whole body, if it comes in time and is not too long. Beyond the limit nothing is kept, but it goes on being read
 * for a while, or the sender would see a broken connection instead of the answer.
 */
export function readBody(request: IncomingMessage, limits: { maxBytes: number; patience: number }): Promise<ReadBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: ReadBody) => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.resume();
      resolve(result);
    };
    const timer = setTimeout(() => finish({ kind: 'too-slow' }), limits.patience);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.maxBytes) finish({ kind: 'too-large' });
      else chunks.push(chunk);
    });
    request.on('end', () => finish({ kind: 'body', body: Buffer.concat(chunks) }));
    request.on('error', () => finish({ kind: 'gone' }));
    request.on('close', () => finish({ kind: 'gone' }));
  });
}

import type { IncomingMessage } from 'node:http';

/** What still comes of a body that is too large is read and dropped, so that its sender hears the answer. */
const maxDropped = 64 * 1024 * 1024;

/** The body, or undefined where it is larger than `limit` bytes. Rejects where the sender goes away. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks = [];
      if (length > limit + maxDropped) request.destroy();
    });
    request.on('end', () => resolve(length <= limit ? Buffer.concat(chunks) : undefined));
    request.on('error', reject);
    request.on('close', () => reject(new Error('the sender went away')));
  });
}

import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

const byteOrderMark = '\uFEFF';
/** Characters that are sent at once. */
const chunk = 32_768;

/** A bill as it goes over the wire: UTF-8 with its mark. It is read no faster than it is sent. */
export function billFile(lines: Iterable<string>, packed: boolean): Readable {
  const file = Readable.from(chunks(lines), { objectMode: false });
  // Whoever reads the packed file hears of what goes wrong with the other.
  return packed ? pipeline(file, createGzip(), () => undefined) : file;
}

/** The SHA-1 of the file before it is packed. */
export function billHash(lines: Iterable<string>): string {
  const hash = createHash('sha1');
  for (const bytes of chunks(lines)) hash.update(bytes);
  return hash.digest('hex');
}

function* chunks(lines: Iterable<string>): Generator<Buffer> {
  let waiting = byteOrderMark;
  for (const line of lines) {
    waiting += line;
    if (waiting.length < chunk) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting);
}

import type { ServerResponse } from 'node:http';
import type { Cloud } from '../cloud';
import { type DocumentStore, restAfter, wholeCollection } from '../database/document-store';
import { decodeStored } from '../database/wire-values';

const pageSize = 500;

/** Every document of a collection, as a JSON array, in the order of the ids. */
export async function dumpCollection({ database }: Cloud, collection: string, response: ServerResponse): Promise<void> {
  start(response);
  await writeAll(response, collectionPieces(database.store, collection));
}

/** Every document of every collection, as one JSON object of arrays. */
export async function dumpDatabase({ database }: Cloud, response: ServerResponse): Promise<void> {
  start(response);
  await writeAll(response, databasePieces(database.store));
}

function* databasePieces(store: DocumentStore): Generator<string> {
  yield '{';
  for (const [place, collection] of store.collections().entries()) {
    yield `${place === 0 ? '' : ','}${JSON.stringify(collection)}:`;
    yield* collectionPieces(store, collection);
  }
  yield '}';
}

function* collectionPieces(store: DocumentStore, collection: string): Generator<string> {
  yield '[';
  let separator = '';
  for (let range = wholeCollection; ; ) {
    const rows = store.page(collection, range, pageSize);
    const texts = rows.map(({ body }) => JSON.stringify(decodeStored(body)));
    if (texts.length > 0) yield separator + texts.join(',');
    separator = ',';
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) break;
    range = restAfter(range, last.position);
  }
  yield ']';
}

const start = (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });

/** Waits for a slow reader, so that a large database is never in memory as a whole. */
async function writeAll(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) {
      await new Promise((resume) => response.once('drain', resume).once('close', resume));
    }
  }
  response.end();
}

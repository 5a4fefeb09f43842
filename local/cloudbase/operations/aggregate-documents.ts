import { Aggregator } from 'mingo';
import { type Database, existingCollection } from '../database/database';
import type { Document, Value } from '../database/document';
import { selectDocuments } from '../database/select-documents';
import { decode, encode } from '../database/wire-values';
import { CloudError, invalidParam, queryFailed } from '../errors';
import { limitSize } from './limit-size';
import { readText, type WireRequest } from './read-request';

const maxStages = 100;
/** They write, which the platform does not let them. */
const forbidden = ['$out', '$merge'];

/** Runs a pipeline. A first `$match` is served by the indexes, all else looks at every document. */
export function aggregateDocuments(database: Database, request: WireRequest) {
  const collection = existingCollection(database, readText(request, 'collectionName'));
  const stages = readStages(request, database.now());
  const read = (name: string, query: { [field: string]: Value } = {}) =>
    selectDocuments(database.store, existingCollection(database, name), { query }).map(({ document }) => document);
  const first = stages[0]?.$match as { [field: string]: Value } | undefined;
  try {
    const options = { collectionResolver: (name: string) => read(name), scriptEnabled: false };
    const results = new Aggregator(first ? stages.slice(1) : stages, options).run(read(collection, first));
    return { data: { list: limitSize(results.map((result) => encode(result as Document))) } };
  } catch (error) {
    throw error instanceof CloudError ? error : queryFailed((error as Error).message);
  }
}

function readStages({ stages }: WireRequest, now: number): Record<string, Value>[] {
  if (!Array.isArray(stages) || stages.length > maxStages)
    throw invalidParam(`stages must be a list of up to ${maxStages}`);
  return stages.map((stage) => {
    const key = readText(stage, 'stageKey');
    if (forbidden.includes(key)) throw new CloudError('DATABASE_INVALID_OPERRATOR', `${key} is not available`);
    return { [key]: decode(readText(stage, 'stageValue'), now) };
  });
}

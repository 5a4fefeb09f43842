import { update as mingoUpdate } from 'mingo/updater';
import { CloudError, writeFailed } from '../errors';
import type { Document, Value } from './document';
import { decodeStored } from './wire-values';

type Update = { [operator: string]: Value };

const arrayOperators = ['$push', '$addToSet', '$pull', '$pullAll', '$pop'];

/** The document after an update with MongoDB's operators. Refuses what MongoDB refuses and mingo lets through. */
export function applyUpdate(body: string, update: Update): Document {
  const document = decodeStored(body);
  for (const [operator, fields] of Object.entries(update)) {
    if (!operator.startsWith('$'))
      throw new CloudError('DATABASE_INVALID_OPERRATOR', `not an update operator: ${operator}`);
    for (const path of Object.keys((fields ?? {}) as object)) guardPath(document, operator, path);
  }
  try {
    mingoUpdate(document, update as Parameters<typeof mingoUpdate>[1]);
  } catch (error) {
    throw writeFailed((error as Error).message);
  }
  return document;
}

function guardPath(document: Document, operator: string, path: string): void {
  const fields = path.split('.');
  if (fields[0] === '_id')
    throw writeFailed("Performing an update on the path '_id' would modify the immutable field '_id'");
  if (fields.some((field) => ['', '__proto__', 'constructor', 'prototype'].includes(field))) {
    throw writeFailed(`The update path '${path}' contains a field name that is not allowed`);
  }
  let value: Value | undefined = document;
  for (const [depth, field] of fields.entries()) {
    if (value === undefined) break;
    if (!canHold(value, field)) {
      if (operator === '$unset') return;
      throw writeFailed(`Cannot create field '${field}' in element {${fields[depth - 1]}: ${JSON.stringify(value)}}`);
    }
    if (field.startsWith('$')) return;
    value = (value as { [field: string]: Value | undefined })[field];
  }
  guardOperand(document, operator, path, value);
}

function guardOperand({ _id }: Document, operator: string, path: string, value: Value | undefined): void {
  if (value === undefined) return;
  const where = `in document {_id: ${JSON.stringify(_id)}}`;
  if ((operator === '$inc' || operator === '$mul') && typeof value !== 'number') {
    throw writeFailed(`Cannot apply ${operator} to a value of non-numeric type: the field '${path}' ${where}`);
  }
  if (arrayOperators.includes(operator) && !Array.isArray(value)) {
    throw writeFailed(
      `The field '${path}' must be an array but is of type ${value === null ? 'null' : typeof value} ${where}`,
    );
  }
}

function canHold(value: Value, field: string): boolean {
  if (Array.isArray(value)) return /^\d+$/.test(field) || field.startsWith('$');
  return value !== null && typeof value === 'object' && !(value instanceof Date) && !(value instanceof RegExp);
}

import type { Value } from '../database/document';

type Fields = { [field: string]: Value };

/** An update as a mini program writes it, plain fields and operators mixed, in MongoDB's form: nested fields one by one. */
export function setFields(data: Fields): Fields {
  const operators = Object.fromEntries(Object.entries(data).filter(([field]) => field.startsWith('$')));
  const plain = Object.fromEntries(Object.entries(data).filter(([field]) => !field.startsWith('$')));
  const $set = { ...((operators.$set as Fields | undefined) ?? {}), ...flatten(plain, '') };
  return Object.keys($set).length === 0 ? operators : { ...operators, $set };
}

function flatten(fields: Fields, prefix: string): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) =>
      isNested(value) ? Object.entries(flatten(value, `${prefix}${field}.`)) : [[`${prefix}${field}`, value]],
    ),
  );
}

const isNested = (value: Value): value is Fields =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof RegExp) &&
  Object.keys(value).length > 0;

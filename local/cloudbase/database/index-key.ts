import type { IndexDeclaration } from '../declaration';
import type { Document, Value } from './document';
import { orderKey } from './order-key';
import { valueAt } from './value-at';

export interface IndexSpec {
  name: string;
  keys: { field: string; direction: 1 | -1 }[];
  unique: boolean;
}

export interface StoredIndex extends IndexSpec {
  id: number;
  /** Some document has an array in an indexed field: MongoDB would index its elements; here the index serves no query then. */
  multikey: boolean;
}

/** The key of a document in an index. A missing field counts as null, in unique indexes too, as at CloudBase. */
export function indexKey({ keys }: IndexSpec, document: Document) {
  const found = keys.map(({ field }) => valueAt(document, field));
  const values = found.map(({ value }): Value => value ?? null);
  return {
    key: orderKey(
      values,
      keys.map(({ direction }) => direction),
    ),
    values,
    array: found.some(({ array }) => array),
  };
}

export function toIndexSpec({ name, keys, unique }: IndexDeclaration): IndexSpec {
  if (keys.length === 0) throw new Error(`the index ${name} has no keys`);
  return {
    name,
    unique: unique === true,
    keys: keys.map(({ field, direction }) => ({ field, direction: direction === 'desc' || direction === -1 ? -1 : 1 })),
  };
}

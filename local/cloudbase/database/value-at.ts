import type { Value } from './document';

/**
 * The value at a dotted path, undefined where there is none. `array` says that the path met an array, whose elements
 * MongoDB would look at one by one.
 */
export function valueAt(
  document: { [field: string]: Value },
  path: string,
): { value: Value | undefined; array: boolean } {
  let value: Value | undefined = document;
  for (const field of path.split('.')) {
    if (Array.isArray(value)) return { value, array: true };
    if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof RegExp) {
      return { value: undefined, array: false };
    }
    value = Object.hasOwn(value, field) ? value[field] : undefined;
  }
  return { value, array: Array.isArray(value) };
}

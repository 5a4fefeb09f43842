import type { Value } from './document';

/**
 * Bytes that sort, byte by byte, as MongoDB sorts the values: null and missing, numbers, strings, objects, arrays, booleans,
 * dates, expressions. One encoding serves the indexes, the sorting without an index and the ids.
 * https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export function orderKey(values: readonly (Value | undefined)[], directions: readonly (1 | -1)[] = []): Buffer {
  return Buffer.concat(
    values.map((value, place) => {
      const bytes = Buffer.from(encodeValue(value));
      return directions[place] === -1 ? complement(bytes) : bytes;
    }),
  );
}

/** The smallest byte string above every key that starts with `prefix`. No key starts with 0xff. */
export function justAfter(prefix: Buffer): Buffer {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return Buffer.from([0xff]);
  const next = Buffer.from(prefix.subarray(0, length));
  next[length - 1] = (next[length - 1] as number) + 1;
  return next;
}

/** The byte that every value of the same type starts with: a comparison never matches another type. */
export const typeByte = (value: Value, direction: 1 | -1) =>
  direction === 1 ? Buffer.from([tagOf(value)]) : complement(Buffer.from([tagOf(value)]));

function tagOf(value: Value | undefined): number {
  if (value === null || value === undefined) return 0x10;
  if (typeof value === 'number') return 0x20;
  if (typeof value === 'string') return 0x30;
  if (typeof value === 'boolean') return 0x80;
  if (value instanceof Date) return 0x90;
  if (value instanceof RegExp) return 0xa0;
  return Array.isArray(value) ? 0x50 : 0x40;
}

function encodeValue(value: Value | undefined): number[] {
  const tag = tagOf(value);
  if (value === null || value === undefined) return [tag];
  if (typeof value === 'number') return [tag, ...encodeNumber(value)];
  if (typeof value === 'string') return [tag, ...encodeText(value)];
  if (typeof value === 'boolean') return [tag, value ? 1 : 0];
  if (value instanceof Date) return [tag, ...encodeNumber(value.getTime())];
  if (value instanceof RegExp) return [tag, ...encodeText(`${value.source}/${value.flags}`)];
  const parts = Array.isArray(value)
    ? value.map(encodeValue)
    : Object.entries(value).map(([field, inner]) => [tagOf(inner), ...encodeText(field), ...encodeValue(inner)]);
  return [tag, ...parts.flat(), 0x00];
}

/** An IEEE double whose sign bit is flipped, or all bits below zero, sorts as its number; -0 is 0 and NaN comes first. */
function encodeNumber(value: number): number[] {
  const bytes = Buffer.alloc(8);
  if (Number.isNaN(value)) return [...bytes];
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  if ((bytes[0] as number) & 0x80) return [...complement(bytes)];
  bytes[0] = (bytes[0] as number) | 0x80;
  return [...bytes];
}

/** UTF-8 with a zero byte escaped, so that the two zeros at the end are below whatever could follow. */
function encodeText(text: string): number[] {
  const bytes: number[] = [];
  for (const byte of Buffer.from(text, 'utf8')) byte === 0 ? bytes.push(0x00, 0xff) : bytes.push(byte);
  bytes.push(0x00, 0x00);
  return bytes;
}

const complement = (bytes: Buffer) => Buffer.from(bytes.map((byte) => 0xff - byte));

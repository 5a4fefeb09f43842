import { EJSON } from 'bson';
import { invalidParam } from '../errors';
import type { Document, Value } from './document';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** MongoDB's own limit. */
const maxDepth = 100;

/** The canonical Extended JSON that the SDK sends and expects, and that the store keeps. */
export const encode = (value: Value): string => EJSON.stringify(value as object, { relaxed: false });

/**
 * Reads canonical Extended JSON. Written here because bson's reader takes eight times as long as JSON.parse, and every
 * document that a query looks at passes through.
 *
 * @param now what `db.serverDate()` stands for, in milliseconds
 */
export function decode(text: string, now = 0): Value {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalidParam(`not Extended JSON: ${text.slice(0, 80)}`);
  }
  return fromJson(json, now, 0);
}

/** A query, an update or a document: anything that must be an object. */
export function decodeObject(text: string, now = 0): { [field: string]: Value } {
  const value = decode(text, now);
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Date) {
    throw invalidParam(`an object is due, not ${text.slice(0, 80)}`);
  }
  return value as { [field: string]: Value };
}

export const decodeStored = (body: string) => decode(body) as Document;

/** Plain JSON, as a mini program or a person at the controls sends it, under the same limits. */
export const fromPlainJson = (json: unknown, now = 0) => fromJson(json as Json, now, 0);

function fromJson(json: Json, now: number, depth: number): Value {
  if (json === null || typeof json !== 'object') return json;
  if (depth > maxDepth) throw invalidParam(`nested deeper than ${maxDepth} levels`);
  if (Array.isArray(json)) return json.map((element) => fromJson(element, now, depth + 1));
  const typed = fromTypeWrapper(json, now);
  if (typed !== undefined) return typed;
  const object: { [field: string]: Value } = {};
  for (const [key, value] of Object.entries(json)) {
    if (key === '__proto__') throw invalidParam('a field cannot be named __proto__');
    object[key] = fromJson(value, now, depth + 1);
  }
  return object;
}

function fromTypeWrapper(json: { [key: string]: Json }, now: number): Value | undefined {
  for (const key in json) {
    if (key.charCodeAt(0) !== 36) return undefined;
    const value = json[key] as Json;
    switch (key) {
      case '$numberInt':
      case '$numberLong':
      case '$numberDouble':
      case '$numberDecimal':
        return Number(value);
      case '$date':
        return toDate(value);
      case '$oid':
        return String(value);
      case '$undefined':
        return null;
      case '$regularExpression':
        return toRegExp(value);
      case '$tcb_server_date':
        return toDate(now + numberIn((value as { offset?: Json } | null)?.offset ?? 0));
      case '$binary':
      case '$minKey':
      case '$maxKey':
      case '$timestamp':
        throw invalidParam(`[emulator] values of type ${key} are not available locally`);
      default:
        return undefined;
    }
  }
  return undefined;
}

function toDate(value: Json): Date {
  const date = new Date(typeof value === 'string' ? value : numberIn(value));
  if (Number.isNaN(date.getTime())) throw invalidParam('not a date');
  return date;
}

/** A number inside a type wrapper may be wrapped itself: `{ $date: { $numberLong: "…" } }`. */
const numberIn = (value: Json) => Number(value !== null && typeof value === 'object' ? Object.values(value)[0] : value);

function toRegExp(value: Json): RegExp {
  const { pattern, options } = (value ?? {}) as { pattern?: string; options?: string };
  try {
    return new RegExp(String(pattern), String(options ?? '').replace(/[^imsu]/g, ''));
  } catch (error) {
    throw invalidParam((error as Error).message);
  }
}

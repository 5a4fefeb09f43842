import type { Value } from './document';

export interface Bound {
  value: Value;
  inclusive: boolean;
}

/** What a query asks of one field, as far as an index can serve it. */
export interface Condition {
  /** The field is one of these. */
  equals?: Value[];
  lower?: Bound;
  upper?: Bound;
}

/**
 * What an index can know of a query. `complete` says that there is nothing else in it; the documents that an index finds
 * are otherwise tested against the whole query.
 */
export function readConditions(query: { [field: string]: Value }): { of: Map<string, Condition>; complete: boolean } {
  const of = new Map<string, Condition>();
  let complete = true;
  const add = (field: string, condition: Condition | undefined) => {
    const known = of.get(field);
    if (!condition) complete = false;
    else if (!known) of.set(field, condition);
    else if (canJoin(known, condition)) of.set(field, { ...known, ...condition });
    else complete = false;
  };
  const visit = (part: { [field: string]: Value }) => {
    for (const [field, value] of Object.entries(part)) {
      if (field === '$and' && Array.isArray(value)) {
        for (const inner of value) isPlainObject(inner) ? visit(inner) : add(field, undefined);
      } else if (field.startsWith('$')) add(field, undefined);
      else if (isScalar(value)) add(field, { equals: [value] });
      else if (isOperators(value))
        for (const [name, operand] of Object.entries(value)) add(field, fromOperator(name, operand));
      else add(field, undefined);
    }
  };
  visit(query);
  return { of, complete };
}

/** A lower and an upper bound of one type are a range; whatever else is asked twice is left to the test. */
function canJoin(known: Condition, other: Condition): boolean {
  const bounds = [known.lower ?? known.upper, other.lower ?? other.upper].map((bound) => bound?.value);
  if (known.equals || other.equals || typeof bounds[0] !== typeof bounds[1]) return false;
  return known.lower ? !known.upper && other.upper !== undefined : other.lower !== undefined;
}

function fromOperator(name: string, operand: Value): Condition | undefined {
  if (name === '$eq' && isScalar(operand)) return { equals: [operand] };
  if (name === '$in' && Array.isArray(operand) && operand.every(isScalar)) return { equals: unique(operand) };
  if (!isOrdered(operand)) return undefined;
  switch (name) {
    case '$gt':
      return { lower: { value: operand, inclusive: false } };
    case '$gte':
      return { lower: { value: operand, inclusive: true } };
    case '$lt':
      return { upper: { value: operand, inclusive: false } };
    case '$lte':
      return { upper: { value: operand, inclusive: true } };
    default:
      return undefined;
  }
}

const unique = (values: Value[]) =>
  values.filter((value, place) => values.findIndex((other) => sameScalar(value, other)) === place);

const sameScalar = (a: Value, b: Value) => (a instanceof Date && b instanceof Date ? +a === +b : a === b);

const isScalar = (value: Value) => value === null || typeof value !== 'object' || value instanceof Date;

const isOrdered = (value: Value) => typeof value === 'number' || typeof value === 'string' || value instanceof Date;

const isPlainObject = (value: Value): value is { [field: string]: Value } =>
  !isScalar(value) && !Array.isArray(value) && !(value instanceof RegExp);

const isOperators = (value: Value): value is { [field: string]: Value } =>
  isPlainObject(value) && Object.keys(value)[0]?.startsWith('$') === true;

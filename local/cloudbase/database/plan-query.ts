import type { Value } from './document';
import { type Range, wholeCollection } from './document-store';
import type { StoredIndex } from './index-key';
import { justAfter, orderKey, typeByte } from './order-key';
import { type Condition, readConditions } from './read-conditions';

export type Order = readonly (readonly [field: string, direction: 1 | -1])[];

/** Where to look for the answer of a query. */
export interface Plan {
  ranges: Range[];
  /** Each range comes in the wanted order. */
  sorted: boolean;
  /** Whatever lies in the ranges matches: nothing is left to be tested. */
  exact: boolean;
}

/** More combinations of `in` values than this are not worth a range each. */
const maxRanges = 100;

/**
 * Chooses the index that narrows the query most, and of two the one that also sorts it; the ids are an index too. Without
 * one that fits the whole collection is read.
 */
export function planQuery(query: { [field: string]: Value }, order: Order, indexes: readonly StoredIndex[]): Plan {
  const conditions = readConditions(query);
  const byId = consider(undefined, [{ field: '_id', direction: 1 }], conditions, order);
  if (conditions.of.get('_id')?.equals) return byId;
  const plans = indexes
    .filter(({ multikey }) => !multikey)
    .map((index) => consider(index, index.keys, conditions, order))
    .concat(byId);
  const best = plans.reduce((best, plan) => (value(plan) > value(best) ? plan : best));
  if (value(best) > 0) return best;
  return { ranges: [wholeCollection], sorted: order.length === 0, exact: Object.keys(query).length === 0 };
}

interface ConsideredPlan extends Plan {
  narrowed: number;
}

const value = ({ narrowed, sorted }: ConsideredPlan) => narrowed * 2 + (sorted ? 1 : 0);

function consider(
  index: StoredIndex | undefined,
  keys: StoredIndex['keys'],
  { of, complete }: ReturnType<typeof readConditions>,
  order: Order,
): ConsideredPlan {
  let prefixes = [Buffer.alloc(0)];
  let equal = 0;
  for (const { field, direction } of keys) {
    const values = of.get(field)?.equals;
    if (!values || values.length * prefixes.length > maxRanges) break;
    prefixes = prefixes.flatMap((prefix) =>
      values.map((value) => Buffer.concat([prefix, orderKey([value], [direction])])),
    );
    equal++;
  }
  const next = keys[equal];
  const bounds = next && of.get(next.field);
  const bounded = next !== undefined && bounds !== undefined && !bounds.equals;
  const sorting = sorts(keys, equal, of, order);
  const ranges = prefixes.map((prefix) => ({
    index,
    ...(bounded ? between(prefix, bounds, next.direction) : { from: prefix, to: justAfter(prefix) }),
    reverse: sorting === 'backwards',
  }));
  const narrowed = equal + (bounded ? 1 : 0);
  const sorted = sorting !== 'not' && order.length > 0;
  return { ranges, narrowed, sorted, exact: complete && narrowed === of.size };
}

function between(prefix: Buffer, { lower, upper }: Condition, direction: 1 | -1) {
  const at = (value: Value) => Buffer.concat([prefix, orderKey([value], [direction])]);
  const type = Buffer.concat([prefix, typeByte((lower ?? upper)?.value ?? null, direction)]);
  const [first, last] = direction === 1 ? [lower, upper] : [upper, lower];
  const from = first ? (first.inclusive ? at(first.value) : justAfter(at(first.value))) : type;
  const to = last ? (last.inclusive ? justAfter(at(last.value)) : at(last.value)) : justAfter(type);
  return { from, to };
}

/** Whether the rows behind `equal` fixed keys come in this order. An entry ends with the id, ascending. */
function sorts(keys: StoredIndex['keys'], equal: number, of: Map<string, Condition>, order: Order) {
  const remaining = [...keys.slice(equal), { field: '_id', direction: 1 }];
  let relation: number | undefined;
  for (const [field, direction] of order) {
    if (of.get(field)?.equals?.length === 1) continue;
    const key = remaining.shift();
    if (key?.field !== field) return 'not';
    relation ??= key.direction * direction;
    if (key.direction * direction !== relation) return 'not';
  }
  return relation === -1 ? 'backwards' : 'forwards';
}

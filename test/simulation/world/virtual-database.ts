import type { PlatformDatabase } from '../../../cloudfunctions/lib/cloudbase/create-database';
import type { EffectKind, Invocation } from './invocation';
import { type Document, frozenCopy, type Write } from './store';

const REQUEST: EffectKind = {
  milliseconds: 25,
  silence: 'databaseFailure',
  patience: 5,
  silent: () => failure('DATABASE_REQUEST_FAILED', 'the request could not be carried out'),
  fates: ['undone'],
};

const COMMIT: EffectKind = {
  milliseconds: 25,
  silence: 'unknownCommit',
  patience: 50,
  silent: () => failure('SYS_ERR', 'the connection was closed'),
  fates: ['undone', 'done'],
};

/** The platform ends a transaction that takes longer. */
const LONGEST_TRANSACTION = 30_000;

type Condition = { operator: 'in'; values: readonly unknown[] } | { operator: 'lt' | 'gte'; value: number };

/**
 * The SDK's database as `createDatabase` sees it, so that the product's own adapter runs under the simulation with its
 * retries, its pauses and its recognition of conflicts by their message. Each request is an effect of the invocation.
 */
export function virtualDatabase(invocation: Invocation): PlatformDatabase {
  const { store } = invocation.world;
  return {
    collection: (name) => ({
      ...collectionAt(
        invocation,
        name,
        () => store.version,
        (write) => commit(invocation, store.version, [write]),
      ),
      where: (condition) => queryOf(invocation, name, condition as Record<string, unknown>),
    }),
    command: {
      in: (values): Condition => ({ operator: 'in', values }),
      lt: (value): Condition => ({ operator: 'lt', value: value as number }),
      gte: (value): Condition => ({ operator: 'gte', value: value as number }),
    },
    async runTransaction(body) {
      const { scheduler } = invocation.world;
      const writes: Write[] = [];
      // The first request begins it.
      let begun: { snapshot: number; deadline: number } | undefined;
      const began = () => {
        begun ??= { snapshot: store.version, deadline: scheduler.now + LONGEST_TRANSACTION };
        return begun;
      };
      const checkTime = () => {
        if (scheduler.now > began().deadline) throw failure('DATABASE_TRANSACTION_FAIL', 'the transaction has ended');
      };
      const pending = (name: string, id: string) =>
        lastOfEach(writes).find(({ collection, document }) => collection === name && document._id === id)?.document;
      const write = (one: Write) => {
        checkTime();
        if (store.hasMovedOn(one.collection, one.document._id, began().snapshot)) throw conflict(invocation);
        writes.push(one);
      };
      const collection = (name: string) => collectionAt(invocation, name, () => began().snapshot, write, pending);
      let result: Awaited<ReturnType<typeof body>>;
      try {
        result = await body({ collection });
      } catch (error) {
        await invocation.effect({ ...REQUEST, silence: 'slow' }, 'roll back', () => undefined).catch(() => undefined);
        throw error;
      }
      const finish = () => {
        checkTime();
        commit(invocation, began().snapshot, writes);
      };
      const changesNothing = !invocation.feelsLeases && writes.every(isLease);
      await (changesNothing ? invocation.atOnce(finish) : invocation.effect(COMMIT, 'commit', finish));
      return result;
    },
  };
}

const isLease = ({ collection }: Pick<Write, 'collection'>) => collection === 'jobs';

/** Documents by id, as they were at a moment, with what the transaction itself has written on top. */
function collectionAt(
  invocation: Invocation,
  name: string,
  snapshot: () => number,
  write: (write: Write) => void,
  pending: (name: string, id: string) => Document | undefined = () => undefined,
) {
  const { store } = invocation.world;
  const read = (id: string) => {
    const document = pending(name, id) ?? store.get(name, id, snapshot());
    return document && name === 'jobs' && invocation.ignoresLeases ? { ...document, leaseUntil: 0 } : document;
  };
  const request = <T>(what: string, perform: () => T): Promise<T> =>
    name === 'jobs' && !invocation.feelsLeases ? invocation.atOnce(perform) : invocation.effect(REQUEST, what, perform);
  return {
    doc: (id: string) => ({
      get: () => request(`read ${name} ${id}`, () => ({ data: read(id) ?? null })),
      update: ({ data }: { data: object }) =>
        request(`update ${name} ${id}`, () => {
          const document = read(id);
          if (!document) return { stats: { updated: 0 } };
          write({ collection: name, document: Object.freeze({ ...document, ...frozenCopy(data) }) });
          return { stats: { updated: 1 } };
        }),
    }),
    add: ({ data }: { data: object }) => {
      const document = frozenCopy(data) as Document;
      return request(`create ${name} ${document._id}`, () => {
        if (read(document._id)) throw failure('DATABASE_REQUEST_FAILED', 'E11000 duplicate key error index: _id_');
        write({ collection: name, document });
      });
    },
  };
}

function queryOf(invocation: Invocation, name: string, condition: Record<string, unknown>) {
  let sorting: { field: string; sign: number } | undefined;
  let most = 100;
  const query = {
    orderBy(field: string, direction: 'asc' | 'desc') {
      sorting = { field, sign: direction === 'asc' ? 1 : -1 };
      return query;
    },
    limit(count: number) {
      most = count;
      return query;
    },
    get: () => {
      const find = () => {
        const found = invocation.world.store.all(name).filter((document) => matches(document, condition));
        const { field, sign } = sorting ?? { field: '_id', sign: 1 };
        found.sort((a, b) => ((a[field] as number) < (b[field] as number) ? -sign : sign));
        return { data: found.slice(0, most) as unknown[] };
      };
      // Most of what the clock asks finds nothing.
      const nothing = invocation.call.caller.source === 'wx_trigger' && find().data.length === 0;
      return nothing ? invocation.atOnce(() => ({ data: [] })) : invocation.effect(REQUEST, `find ${name}`, find);
    },
    count: () =>
      invocation.effect(REQUEST, `count ${name}`, () => {
        const found = invocation.world.store.all(name).filter((document) => matches(document, condition));
        return { total: found.length };
      }),
  };
  return query;
}

function matches(document: Document, condition: Record<string, unknown>): boolean {
  return Object.entries(condition).every(([field, wanted]) => {
    const value = document[field];
    if (typeof wanted !== 'object' || wanted === null) return value === wanted;
    const compared = wanted as Condition;
    if (compared.operator === 'in') return compared.values.includes(value);
    return compared.operator === 'lt' ? (value as number) < compared.value : (value as number) >= compared.value;
  });
}

function commit(invocation: Invocation, snapshot: number, writes: readonly Write[]): void {
  const changes = invocation.world.store.commit(snapshot, lastOfEach(writes));
  if (!changes) throw conflict(invocation);
  if (changes.length > 0) invocation.world.committed(invocation, changes);
}

/** A document that was written twice in one transaction is committed once, as it was written last. */
function lastOfEach(writes: readonly Write[]): Write[] {
  if (writes.length < 2) return [...writes];
  const last = new Map(writes.map((write) => [`${write.collection} ${write.document._id}`, write]));
  return [...last.values()];
}

function conflict({ world }: Invocation): Error {
  world.stats.conflicts++;
  return failure('DATABASE_TRANSACTION_CONFLICT', '[ResourceUnavailable.TransactionConflict] Transaction is conflict');
}

/** As it leaves the SDK: a number for a code, and a text that has to say enough. */
function failure(code: string, message: string): Error {
  const errCode = code === 'DATABASE_REQUEST_FAILED' ? -502001 : -501001;
  return Object.assign(new Error(`errCode: ${errCode} | errMsg: ${message}`), { errCode, errMsg: message });
}

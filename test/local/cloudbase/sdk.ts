/**
 * wx-server-sdk as it answers promises. Its own typings have the callback forms of the mini program in every result, so that
 * nothing can be read of one.
 */

type Fields = Record<string, unknown>;

export interface Sdk {
  cloud: {
    getWXContext(): { OPENID?: string; SOURCE?: string };
    openapi: { security: { msgSecCheck(request: object): Promise<unknown> } };
    cloudPay: { unifiedOrder(request: object): Promise<unknown> };
  };
  db: Database;
  _: Command;
  /** The global object of the process, which the next invocation in it finds as it was left. */
  memory: Record<string, unknown>;
}

interface Database {
  collection(name: string): Collection;
  createCollection(name: string): Promise<{ errMsg: string }>;
  serverDate(options?: { offset: number }): unknown;
  startTransaction(): Promise<Transaction>;
  runTransaction<Result>(work: (transaction: Transaction) => Promise<Result>, times?: number): Promise<Result>;
}

interface Transaction {
  collection(name: string): Collection;
  commit(): Promise<unknown>;
  rollback(reason?: string): Promise<unknown>;
}

interface Query {
  where(query: object): Query;
  orderBy(field: string, direction: 'asc' | 'desc'): Query;
  skip(count: number): Query;
  limit(count: number): Query;
  field(fields: object): Query;
  get(): Promise<{ data: Fields[] }>;
  count(): Promise<{ total: number }>;
  update(options: { data: Fields }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

interface Collection extends Query {
  doc(id: string | number): Document;
  add(options: { data: Fields | Fields[] }): Promise<{ _id: string; errMsg: string }>;
  aggregate(): Aggregate;
}

interface Document {
  get(): Promise<{ data: Fields }>;
  update(options: { data: Fields }): Promise<{ stats: { updated: number } }>;
  set(options: { data: Fields }): Promise<{ stats: { updated: number; created: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

interface Aggregate {
  match(query: object): Aggregate;
  group(groups: object): Aggregate;
  sort(order: object): Aggregate;
  end(): Promise<{ list: Fields[] }>;
}

interface Condition {
  and(other: unknown): Condition;
}

interface Command {
  aggregate: { sum(of: unknown): unknown; max(of: unknown): unknown };
  exists(yes: boolean): Condition;
  gt(value: unknown): Condition;
  gte(value: unknown): Condition;
  lt(value: unknown): Condition;
  neq(value: unknown): Condition;
  in(values: unknown[]): Condition;
  nin(values: unknown[]): Condition;
  or(queries: object[]): Condition;
  inc(by: number): unknown;
  push(values: unknown[]): unknown;
  remove(): unknown;
}

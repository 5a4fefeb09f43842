// Run in a process of its own, so that its memory can be told: a bill of so many rows with differences of every kind.
import type { Database, Query } from '../../cloudfunctions/lib/operations/ports';
import { reconcileDay } from '../../cloudfunctions/lib/operations/reconcile-day';
import type { CollectionName } from '../../cloudfunctions/lib/payment/documents';
import type { Finding, FindingKind } from '../../cloudfunctions/lib/payment/finding';
import { type BillRow, writeBill } from '../support/write-bill';

type Document = Record<string, unknown> & { _id: string };

const START = Date.parse('2026-12-10T00:00:00+08:00');
const merchant = { appid: 'wx0123456789abcdef', mchid: '1900000001' };

/** Documents by id, and in the order of the moments that the night asks by; one writer, so nothing conflicts. */
class Books {
  readonly #collections = new Map<string, Map<string, Document>>();
  readonly #sorted = new Map<string, Document[]>();

  put(collection: CollectionName, document: Document): void {
    const documents = this.#collections.get(collection) ?? new Map<string, Document>();
    this.#collections.set(collection, documents.set(document._id, document));
    this.#sorted.delete(collection);
  }

  all(collection: CollectionName): Document[] {
    return [...(this.#collections.get(collection)?.values() ?? [])];
  }

  /** As far as the night's queries go: equal values, and one lower bound on the field that orders. */
  find(collection: CollectionName, where: Record<string, unknown>, field: string, limit: number): Document[] {
    const key = `${collection}`;
    const sorted = this.#sorted.get(key) ?? this.all(collection).sort((a, b) => Number(a[field]) - Number(b[field]));
    this.#sorted.set(key, sorted);
    const { [field]: bound, ...equal } = where;
    const { from } = bound as { from: number };
    const found: Document[] = [];
    for (let i = lowerBound(sorted, field, from); i < sorted.length && found.length < limit; i++) {
      const document = sorted[i];
      if (document && Object.entries(equal).every(([name, value]) => document[name] === value))
        found.push({ ...document });
    }
    return found;
  }

  get(collection: CollectionName, id: string): Document | undefined {
    const document = this.#collections.get(collection)?.get(id);
    return document && { ...document };
  }
}

function lowerBound(sorted: readonly Document[], field: string, from: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(sorted[middle]?.[field]) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function databaseOf(books: Books): Database {
  const transaction = {
    get: async (collection: CollectionName, id: string) => books.get(collection, id),
    create: async (collection: CollectionName, document: object) => books.put(collection, document as Document),
    update: async (collection: CollectionName, id: string, changes: object) =>
      books.put(collection, { ...(books.get(collection, id) as Document), ...changes }),
  };
  return {
    get: transaction.get,
    find: async (collection: CollectionName, { where, orderBy, limit }: Query<CollectionName>) =>
      books.find(collection, where, orderBy.field, limit),
    count: async () => 0,
    transaction: (body: (within: unknown) => Promise<unknown>) => body(transaction),
  } as never;
}

/** Every kind, so often, at places spread over the bill; what is planted at a row is kept here. */
const KINDS: FindingKind[] = [
  ...(['repeated-line', 'unknown-state', 'unknown-order', 'mismatch', 'second-payment', 'paid-after-closing'] as const),
  ...(['unsettled', 'refund-unknown', 'refund-unsettled', 'fee', 'not-in-bill', 'refund-not-in-bill'] as const),
];
const PLANTED = 50;

function build(rows: number) {
  const books = new Books();
  const bill: BillRow[] = [];
  const planted = new Map<string, FindingKind>();
  const every = Math.floor(rows / PLANTED);
  for (let i = 0; i < rows; i++) {
    const n = String(i).padStart(8, '0');
    const paidAt = START + Math.floor(((i / rows) * 86_390_000) / 1000) * 1000;
    const kind = i % every === 7 && planted.size < PLANTED ? KINDS[planted.size % KINDS.length] : undefined;
    const isRefund = kind?.startsWith('refund') || (kind === undefined && i % 20 === 3);
    const one = { i, n, paidAt, outTradeNo: `20261210ORDER${n}`, transactionId: `42000${n}`, amount: 1 + (i % 50_000) };
    const row = isRefund ? refund(books, one, kind) : payment(books, one, kind);
    if (kind) planted.set(isRefund ? `R${n}` : one.transactionId, kind);
    if (row) bill.push(row);
    if (row && kind === 'repeated-line') bill.push(row);
  }
  return { books, planted, bytes: Buffer.from(writeBill(bill)), lines: bill.length };
}

interface One {
  n: string;
  paidAt: number;
  outTradeNo: string;
  transactionId: string;
  amount: number;
}

const beijing = (moment: number) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

function payment(books: Books, one: One, kind: FindingKind | undefined): BillRow | undefined {
  const { outTradeNo, transactionId, amount, paidAt } = one;
  const isSettled = kind !== 'unsettled' && kind !== 'paid-after-closing';
  const status = kind === 'unsettled' ? 'PAYING' : kind === 'paid-after-closing' ? 'CLOSED' : 'PAID';
  const ours = kind === 'second-payment' ? `${transactionId}X` : transactionId;
  const _id = outTradeNo;
  if (kind !== 'unknown-order') {
    books.put('orders', { _id, status, amount, api: 'v3', ...(isSettled ? { transactionId: ours, paidAt } : {}) });
    // The payment of a second one was made the day before.
    const at = kind === 'second-payment' ? paidAt - 2 * 86_400_000 : paidAt;
    if (isSettled) books.put('payments', { _id: ours, outTradeNo, amount, paidAt: at });
  }
  if (kind === 'not-in-bill') return undefined;
  return {
    ...{ outTradeNo, transactionId, at: beijing(paidAt), name: '生椰丝绒拿铁,大杯,少冰' },
    amount: kind === 'mismatch' ? amount + 1 : amount,
    ...(kind === 'unknown-state' ? { state: 'REVOKED' } : {}),
    ...(kind === 'fee' ? { fee: '9.99000' } : {}),
  };
}

/** Of an order of long ago, so that the refund is all of it that stands in the bill. */
function refund(books: Books, one: One, kind: FindingKind | undefined): BillRow | undefined {
  const { outTradeNo, transactionId, amount, paidAt, n } = one;
  books.put('orders', { _id: outTradeNo, status: 'PAID', amount, api: 'v3', transactionId, paidAt: 1 });
  const isKnown = kind !== 'refund-unknown';
  const status = kind === 'refund-unsettled' ? 'SUBMITTED' : 'SUCCESS';
  const ended = status === 'SUCCESS' ? { endedAt: paidAt + 60_000 } : {};
  if (isKnown) books.put('refunds', { _id: `R${n}`, outTradeNo, amount, status, submittedAt: paidAt, ...ended });
  if (kind === 'refund-not-in-bill') return undefined;
  return { outTradeNo, transactionId, amount, at: beijing(paidAt), refundId: `50000${n}`, outRefundNo: `R${n}` };
}

async function main(rows: number): Promise<void> {
  const { books, planted, bytes, lines } = build(rows);
  const now = START + 35 * 3_600_000;
  const began = process.cpuUsage();
  const ports = {
    ...{ clock: () => now, database: databaseOf(books), merchant, api: 'v3' },
    gateway: () => ({ downloadBill: async () => ({ kind: 'ready', bytes, digest: 'd' }) }),
    log: { info: console.error, rejected: console.error, error: console.error },
  };
  await reconcileDay(ports as never, '2026-12-10', now + 1);
  const { user, system } = process.cpuUsage(began);
  const found = books.all('recon_items') as unknown as Finding[];
  const numberOf = ({ outRefundNo, transactionId = '' }: Finding) => outRefundNo ?? transactionId;
  const right = found.filter((finding) => planted.get(numberOf(finding)) === finding.kind).length;
  const kinds = new Set(found.map(({ kind }) => kind)).size;
  const { maxRSS } = process.resourceUsage();
  const measured = {
    ...{ lines, planted: planted.size, kinds, right, wrong: found.length - right },
    ...{ status: books.all('bills')[0]?.status, cpuSeconds: (user + system) / 1e6, rssMiB: Math.round(maxRSS / 1024) },
  };
  console.log(JSON.stringify(measured));
}

void main(Number(process.argv[2]));

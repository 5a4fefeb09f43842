import type { BillLine } from '../payment/bill';
import { neighbouringDays } from '../payment/bill-id';
import { compareLine } from '../payment/compare-line';
import { findMissing } from '../payment/find-missing';
import type { FindingKind } from '../payment/finding';
import { type FindingSubject, makeFinding } from '../payment/make-finding';
import type { OurDay } from '../payment/our-day';
import type { BeijingDay } from '../payment/read-beijing-time';
import { endFinding } from './end-finding';
import { keepFinding } from './keep-finding';
import { loadFindings, MAX_FINDINGS } from './load-findings';
import { loadOurDay } from './load-our-day';
import type { Ports } from './ports';

/** The bill of a day, which has been checked. */
export interface CheckedBill {
  date: string;
  day: BeijingDay;
  /** From the first line to the last; may be gone through once. */
  lines: Iterable<BillLine>;
  /** Lines up to this one have been compared before. */
  cursor: number;
}

export interface Comparison {
  cursor: number;
  outcome: 'complete' | 'out-of-time' | 'too-many';
}

/**
 * Compares a bill with our books and keeps every difference, until `deadline` at the latest. Most lines need no question:
 * the day's payments are read at once, and only what is not among them is looked up. It may be broken off and repeated
 * anywhere; what was found before is known by its id.
 */
export async function compareBill(ports: Ports, bill: CheckedBill, deadline: number): Promise<Comparison> {
  const { date, day } = bill;
  const { before, after } = neighbouringDays(date);
  const ours = await loadOurDay(ports, day, ports.clock());
  const found = await loadFindings(ports, date);
  const known = new Set(found.map(({ _id }) => _id));
  const neighbours = [...(await loadFindings(ports, before)), ...(await loadFindings(ports, after))];
  const awaited = new Map(
    [...found, ...neighbours].filter(isAwaited).map((one) => [one.outRefundNo ?? one.transactionId, one._id]),
  );
  const seen = new Set<string>();
  let { cursor } = bill;

  const keep = async (kind: FindingKind, subject: FindingSubject): Promise<boolean> => {
    const finding = makeFinding(kind, date, day, subject, ports.clock());
    if (known.has(finding._id)) return true;
    if (known.size >= MAX_FINDINGS) return false;
    await keepFinding(ports, finding);
    known.add(finding._id);
    return true;
  };

  for (const line of bill.lines) {
    const number = line.kind === 'payment' ? line.transactionId : line.outRefundNo;
    const isRepeated = seen.has(number);
    seen.add(number);
    if (line.line <= cursor) continue;
    if (ports.clock() >= deadline) return { cursor, outcome: 'out-of-time' };
    const awaiting = awaited.get(number);
    if (awaiting !== undefined) await endFinding(ports, awaiting, 'OK');
    const kind = isRepeated ? 'repeated-line' : await judge(ports, line, ours);
    if (kind && !(await keep(kind, await subjectOf(ports, line, ours)))) return { cursor, outcome: 'too-many' };
    cursor = line.line;
  }
  for (const { kind, subject } of findMissing(day, ours, seen)) {
    if (ports.clock() >= deadline) return { cursor, outcome: 'out-of-time' };
    if (!(await keep(kind, subject))) return { cursor, outcome: 'too-many' };
  }
  return { cursor, outcome: 'complete' };
}

function isAwaited({ kind, status }: { kind: FindingKind; status: string }): boolean {
  return status === 'OPEN' && (kind === 'not-in-bill' || kind === 'refund-not-in-bill');
}

async function judge({ database }: Ports, line: BillLine, ours: OurDay): Promise<FindingKind | undefined> {
  if (line.kind === 'payment') {
    const payment = ours.payments.get(line.transactionId);
    const order = payment ? undefined : await database.get('orders', line.outTradeNo);
    return compareLine(line, { payment, order });
  }
  const known = ours.refunds.get(line.outRefundNo);
  const refund = known ? { ...known, status: 'SUCCESS' as const } : await database.get('refunds', line.outRefundNo);
  const order = refund ? undefined : await database.get('orders', line.outTradeNo);
  return compareLine(line, { refund, order });
}

/** For a person to see: the numbers, and both amounts. */
async function subjectOf({ database }: Ports, line: BillLine, ours: OurDay): Promise<FindingSubject> {
  const { outTradeNo, transactionId, amount: theirs } = line;
  const subject = { outTradeNo, transactionId, theirs, line: line.line };
  if (line.kind === 'refund') {
    const refund = ours.refunds.get(line.outRefundNo) ?? (await database.get('refunds', line.outRefundNo));
    return { ...subject, outRefundNo: line.outRefundNo, ours: refund?.amount };
  }
  const order = await database.get('orders', outTradeNo);
  return { ...subject, ours: order?.amount };
}

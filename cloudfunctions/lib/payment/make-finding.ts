import type { Fen } from './fen';
import type { Finding, FindingKind } from './finding';
import { NEVER } from './order-schedule';
import type { BeijingDay } from './read-beijing-time';

/** The bill of the next day is there in the morning of the day after it; by noon there were two occasions to get it. */
const NEXT_BILL = 36 * 3_600_000;

/** What a finding is about; `ours` and `theirs` as far as there are both. */
export interface FindingSubject {
  outTradeNo: string;
  transactionId?: string;
  outRefundNo?: string;
  ours?: Fen;
  theirs?: Fen;
  line?: number;
}

/** What is done about each kind: asked of WeChat at once, once the next day's bill is there too, or by a person. */
const CARE: Record<FindingKind, 'ask' | 'wait' | 'escalate'> = {
  unsettled: 'ask',
  'paid-after-closing': 'ask',
  'refund-unsettled': 'ask',
  'refund-unknown': 'ask',
  'not-in-bill': 'wait',
  'refund-not-in-bill': 'wait',
  'repeated-line': 'escalate',
  'unknown-state': 'escalate',
  'unknown-order': 'escalate',
  mismatch: 'escalate',
  'second-payment': 'escalate',
  fee: 'escalate',
};

/** The finding that a run of any number makes of the same difference: its id says what it is about. */
export function makeFinding(
  kind: FindingKind,
  date: string,
  day: BeijingDay,
  { outTradeNo, transactionId, outRefundNo, ours, theirs, line }: FindingSubject,
  now: number,
): Finding {
  const care = CARE[kind];
  return {
    _id: `${date}:${kind}:${outRefundNo ?? transactionId ?? outTradeNo}`,
    ...{ date, kind, outTradeNo, tries: 0, createdAt: now },
    status: care === 'escalate' ? 'ESCALATED' : 'OPEN',
    nextCheckAt: { ask: 0, wait: day.until + NEXT_BILL, escalate: NEVER }[care],
    ...(transactionId === undefined ? {} : { transactionId }),
    ...(outRefundNo === undefined ? {} : { outRefundNo }),
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
    ...(line === undefined ? {} : { line }),
    ...(care === 'escalate' ? { endedAt: now, endedBy: 'clock' } : {}),
  };
}

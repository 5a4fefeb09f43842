import type { Reply, ShopSummary } from '../../../typings/api';
import { beijingMidnight } from '../payment/beijing-date';
import type { Payment, Refund } from '../payment/documents';
import type { Ports } from './ports';
import { done } from './reply';

const PAGE = 500;
/** More than this a day, and the sums say "at least". */
const PAGES = 20;
const WEEK = 7 * 24 * 3_600_000;

/** How today is going, and what waits for a person. Anomalies and alerts are those of the last seven days. */
export async function summary(ports: Ports): Promise<Reply<ShopSummary>> {
  const now = ports.clock();
  const today = beijingMidnight(now);
  const { database } = ports;
  const [payments, refunds, orders, refundsAsked, refundsAbnormal, anomalies, findings, alerts] = await Promise.all([
    sum((from) => paymentsOf(ports, from), today),
    sum((from) => refundsOf(ports, from), today),
    database.count('orders', { createdAt: { from: today } }),
    database.count('refunds', { status: 'ASKED' }),
    database.count('refunds', { status: 'ABNORMAL' }),
    database.count('anomalies', { createdAt: { from: now - WEEK } }),
    database.count('recon_items', { status: 'ESCALATED' }),
    database.count('outbox', { kind: 'alert', createdAt: { from: now - WEEK } }),
  ]);
  return done({
    today: { orders, paid: payments.count, paidAmount: payments.amount, refundedAmount: refunds.amount },
    waiting: { refundsAsked, refundsAbnormal, anomalies, findings, alerts },
  });
}

type Dated = { _id: string; amount: number; at: number };

async function paymentsOf({ database }: Ports, from: number): Promise<Dated[]> {
  const found: Payment[] = await database.find('payments', {
    where: { paidAt: { from } },
    orderBy: { field: 'paidAt', direction: 'asc' },
    limit: PAGE,
  });
  return found.map(({ _id, amount, paidAt }) => ({ _id, amount, at: paidAt }));
}

async function refundsOf({ database }: Ports, from: number): Promise<Dated[]> {
  const found: Refund[] = await database.find('refunds', {
    where: { status: 'SUCCESS', endedAt: { from } },
    orderBy: { field: 'endedAt', direction: 'asc' },
    limit: PAGE,
  });
  return found.map(({ _id, amount, endedAt = 0 }) => ({ _id, amount, at: endedAt }));
}

/** Pages overlap in the moment at which one ends, so each document is known by its id. */
async function sum(read: (from: number) => Promise<Dated[]>, from: number): Promise<{ count: number; amount: number }> {
  const amounts = new Map<string, number>();
  let at = from;
  for (let i = 0; i < PAGES; i++) {
    const page = await read(at);
    for (const { _id, amount } of page) amounts.set(_id, amount);
    const last = page.at(-1)?.at;
    if (page.length < PAGE || last === undefined || last === at) break;
    at = last;
  }
  return { count: amounts.size, amount: [...amounts.values()].reduce((total, amount) => total + amount, 0) };
}

import { GatewayRefusal, GatewayUnknown, NotConfigured } from '../errors';
import type { BillDownload } from '../payment/bill';
import { billId } from '../payment/bill-id';
import type { Bill } from '../payment/documents';
import { findMissing } from '../payment/find-missing';
import { type BeijingDay, readBeijingDay } from '../payment/read-beijing-time';
import { billLines, checkBill } from '../payment/read-bill';
import { compareBill } from './compare-bill';
import { loadOurDay } from './load-our-day';
import type { Ports } from './ports';
import { raiseAlert } from './raise-alert';

/** Two in the afternoon of the next day: whoever still has no bill then should look for the reason. */
const OVERDUE = 38 * 3_600_000;

type Changes = Partial<Omit<Bill, '_id' | 'date' | 'createdAt' | 'updatedAt'>>;

/**
 * Fetches the bill of a day, `yyyy-mm-dd` in Beijing, makes sure that it can be believed, and keeps what differs from our
 * books. Answers whether it is through with that day for now; where time ran out, the next call goes on after the last line
 * that was compared. A bill that cannot be had or believed changes nothing and calls a person.
 */
export async function reconcileDay(ports: Ports, date: string, deadline: number): Promise<boolean> {
  const day = readBeijingDay(date);
  if (!day) throw new RangeError(`${date} is no day.`);
  if (ports.clock() >= deadline) return false;
  const download = await fetchBill(ports, date);
  switch (download.kind) {
    case 'ready':
      return compare(ports, date, day, download, deadline);
    case 'none':
      await noBill(ports, date, day);
      return true;
    case 'not-yet':
      await waitFor(ports, date, day, '微信支付还没有做好这一天的账单');
      return true;
    case 'failed':
      await waitFor(ports, date, day, download.problem);
      return true;
  }
}

async function fetchBill(ports: Ports, date: string): Promise<BillDownload | { kind: 'failed'; problem: string }> {
  try {
    return await ports.gateway(ports.api).downloadBill(date);
  } catch (error) {
    const isWeChats = error instanceof GatewayRefusal || error instanceof GatewayUnknown;
    if (!isWeChats && !(error instanceof NotConfigured)) throw error;
    ports.log.error('A bill could not be fetched.', { date, error });
    return { kind: 'failed', problem: error.message };
  }
}

async function compare(
  ports: Ports,
  date: string,
  day: BeijingDay,
  { bytes, digest }: Extract<BillDownload, { kind: 'ready' }>,
  deadline: number,
): Promise<boolean> {
  const check = checkBill(bytes, day, ports.merchant);
  if (check.kind === 'refused') {
    const problem = `账单无法采用，${check.reason}`;
    ports.log.error('A bill was refused.', { date, reason: check.reason });
    await keepBill(ports, date, { status: 'REFUSED', digest, problem, cursor: 0 });
    await raiseAlert(ports, `bill:${date}`, `${date} 的${problem}`);
    return true;
  }
  const before = await ports.database.get('bills', billId(ports.merchant, date));
  const goesOn = before?.status === 'COMPARING' && before.digest === digest;
  const lines = billLines(bytes, day, ports.merchant);
  const comparison = await compareBill(ports, { date, day, lines, cursor: goesOn ? before.cursor : 0 }, deadline);
  const { cursor, outcome } = comparison;
  const isTooMany = outcome === 'too-many';
  await keepBill(ports, date, {
    ...check.sums,
    ...{ status: outcome === 'complete' ? 'COMPARED' : 'COMPARING', digest, cursor },
    problem: isTooMany ? '差异太多，没有全部登记：这份账单可能不属于这个环境' : '',
  });
  if (isTooMany) await raiseAlert(ports, `bill:${date}`, `${date} 的账单与账目差异太多，请检查商户号和环境是否对应`);
  return outcome !== 'out-of-time';
}

/** WeChat says that there is none, which can be true of a day without sales only. */
async function noBill(ports: Ports, date: string, day: BeijingDay): Promise<void> {
  const sold = findMissing(day, await loadOurDay(ports, day, ports.clock()), new Set()).length;
  if (sold > 0) return waitFor(ports, date, day, `微信支付说这一天没有账单，而我们有 ${sold} 笔收款和退款`);
  await keepBill(ports, date, { status: 'EMPTY', problem: '' });
}

async function waitFor(ports: Ports, date: string, day: BeijingDay, problem: string): Promise<void> {
  const before = await ports.database.get('bills', billId(ports.merchant, date));
  // What has been compared once need not be had again.
  if (before?.status === 'COMPARED') return;
  await keepBill(ports, date, { status: 'WAITING', problem });
  if (ports.clock() >= day.from + OVERDUE)
    await raiseAlert(ports, `bill:${date}`, `${date} 的账单没有取到：${problem}`);
}

async function keepBill({ clock, database, merchant }: Ports, date: string, changes: Changes): Promise<void> {
  const now = clock();
  const _id = billId(merchant, date);
  const nothing = {
    status: 'WAITING',
    digest: '',
    rows: 0,
    elsewhere: 0,
    paid: 0,
    refunded: 0,
    cursor: 0,
    problem: '',
  };
  await database.transaction(async (transaction) => {
    if (await transaction.get('bills', _id)) return transaction.update('bills', _id, { ...changes, updatedAt: now });
    const bill = { _id, date, ...nothing, ...changes, createdAt: now, updatedAt: now } as Bill;
    return transaction.create('bills', bill);
  });
}

import type { Reply } from '../../../typings/api';
import { billId } from '../payment/bill-id';
import { dayReport } from '../payment/day-report';
import { readBeijingDay } from '../payment/read-beijing-time';
import { loadFindings } from './load-findings';
import { loadOurDay } from './load-our-day';
import type { Ports } from './ports';
import { done, refused } from './reply';

/** The books of one day, `yyyy-mm-dd` in Beijing, with what the bill of that day says about them. */
export async function report(ports: Ports, date: string): Promise<Reply<{ csv: string }>> {
  const day = readBeijingDay(date);
  if (!day) return refused('ERR_BAD_REQUEST');
  const ours = await loadOurDay(ports, day, day.until);
  const findings = await loadFindings(ports, date);
  const bill = await ports.database.get('bills', billId(ports.merchant, date));
  return done({ csv: dayReport({ date, day, ours, findings, bill }) });
}

import type { Finding } from '../payment/finding';
import { NEVER } from '../payment/order-schedule';
import { alertAbout } from './keep-finding';
import type { Ports } from './ports';

export type FindingEnd = Exclude<Finding['status'], 'OPEN'>;

/** Ends a finding that is still open, with one alert where a person has to go on. */
export async function endFinding({ clock, database }: Ports, id: string, status: FindingEnd): Promise<void> {
  const now = clock();
  await database.transaction(async (transaction) => {
    const finding = await transaction.get('recon_items', id);
    if (finding?.status !== 'OPEN') return;
    await transaction.update('recon_items', id, { status, endedAt: now, endedBy: 'clock', nextCheckAt: NEVER });
    if (status === 'ESCALATED') await alertAbout(transaction, finding, now);
  });
}

import { backOff } from '../payment/back-off';
import type { Finding } from '../payment/finding';
import { endFinding } from './end-finding';
import type { Ports } from './ports';
import { repairFinding } from './repair-finding';
import { workThrough } from './work-through';

const LIMIT = 50;
const AGAIN = 300_000;
/** Two days of asking once an hour: what is not over by then is for a person. */
const MAX_TRIES = 48;

/** Puts right what bills have shown and what is due, one finding after the other. Answers whether it got to the end. */
export async function settleFindings(ports: Ports, deadline: number): Promise<boolean> {
  const due = await ports.database.find('recon_items', {
    where: { status: 'OPEN', nextCheckAt: { below: ports.clock() } },
    orderBy: { field: 'nextCheckAt', direction: 'asc' },
    limit: LIMIT,
  });
  const all = await workThrough(ports, due, deadline, async ({ _id }) => {
    const finding = await claim(ports, _id);
    if (!finding) return;
    if (finding.tries > MAX_TRIES) return endFinding(ports, _id, 'ESCALATED');
    const repair = await repairFinding(ports, finding);
    if (repair !== 'later') await endFinding(ports, _id, repair);
  });
  return all && due.length < LIMIT;
}

/** Puts off the next try before this one, so that one that fails does not stand in the way of others. */
async function claim({ clock, database }: Ports, id: string): Promise<Finding | undefined> {
  const now = clock();
  return database.transaction(async (transaction) => {
    const finding = await transaction.get('recon_items', id);
    if (finding?.status !== 'OPEN' || finding.nextCheckAt > now) return undefined;
    const claim = { tries: finding.tries + 1, nextCheckAt: now + backOff(finding.tries + 1, AGAIN) };
    await transaction.update('recon_items', id, claim);
    return { ...finding, ...claim };
  });
}

import type { Job } from '../payment/documents';
import { auditBooks } from './audit-books';
import { checkClock } from './check-clock';
import { deliverOutbox } from './deliver-outbox';
import { expireOrders } from './expire-orders';
import type { BackofficePorts } from './ports';
import { pursueRefunds } from './pursue-refunds';
import { queryOrders } from './query-orders';
import { reconcile } from './reconcile';
import { returnLease, takeLease } from './take-lease';
import { watchOrders } from './watch-orders';

/** What a job reached: where it goes on, and whether it did all there was to do. */
interface Reached {
  cursor: number;
  complete: boolean;
}

interface Work {
  /** Milliseconds; a little less than an hour for an hourly job, because the clock does not come on the dot. */
  every: number;
  run(ports: BackofficePorts, deadline: number, job: Job): Promise<Reached>;
}

const WORK: Record<string, Work> = {
  'orders-expire': { every: 0, run: whatIsDue(expireOrders) },
  'orders-query': { every: 0, run: whatIsDue(queryOrders) },
  refunds: { every: 0, run: whatIsDue(pursueRefunds) },
  outbox: { every: 0, run: whatIsDue(deliverOutbox) },
  'orders-watch': { every: 0, run: whatIsDue(watchOrders) },
  audit: { every: 3_590_000, run: (ports, deadline, { cursor }) => auditBooks(ports, deadline, cursor) },
  recon: { every: 0, run: (ports, deadline, { cursor }) => reconcile(ports, deadline, cursor) },
};

/** Nothing is begun after this; a function lives for a minute, and what was begun has the rest of it. */
const ALL = 40_000;

/**
 * Everything the clock does, once a minute, one job after the other. Each has its share of the time that is left, so that
 * a slow one does not starve the next, and one that fails does not stop the others.
 */
export async function runJobs(ports: BackofficePorts): Promise<void> {
  const end = ports.clock() + ALL;
  const jobs = Object.entries(WORK);
  for (const [index, [name, work]] of jobs.entries()) {
    const now = ports.clock();
    const deadline = now + (end - now) / (jobs.length - index);
    if (now >= end) break;
    try {
      await runJob(ports, name, work, deadline);
    } catch (error) {
      ports.log.error('A job failed, and will run again.', { name, error });
    }
  }
  // The jobs have just asked WeChat, if there was anything to ask.
  await checkClock(ports).catch((error) => ports.log.error('The clock could not be checked.', { error }));
}

async function runJob(ports: BackofficePorts, name: string, { every, run }: Work, deadline: number): Promise<void> {
  const begun = ports.clock();
  const job = await takeLease(ports, name, every);
  if (!job) return;
  let reached: Partial<Job> = {};
  try {
    const { cursor, complete } = await run(ports, deadline, job);
    reached = complete ? { cursor, lastRunAt: begun } : { cursor };
  } finally {
    await returnLease(ports, job, reached);
  }
}

/** A job that finds its work by what is due needs no cursor. */
function whatIsDue(run: (ports: BackofficePorts, deadline: number) => Promise<boolean>): Work['run'] {
  return async (ports, deadline) => ({ cursor: 0, complete: await run(ports, deadline) });
}

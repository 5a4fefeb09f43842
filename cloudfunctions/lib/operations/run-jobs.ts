import type { Job } from '../payment/documents';
import { auditBooks } from './audit-books';
import { deliverOutbox } from './deliver-outbox';
import { expireOrders } from './expire-orders';
import type { BackofficePorts } from './ports';
import { pursueRefunds } from './pursue-refunds';
import { queryOrders } from './query-orders';
import { returnLease, takeLease } from './take-lease';
import { watchOrders } from './watch-orders';

/** What a job reached: where it goes on, and whether it did all there was to do. */
interface Reached {
  cursor: number;
  complete: boolean;
}

interface Work {
  /** Milliseconds. A little less than whole minutes, because the clock does not come on the dot. */
  every: number;
  run(ports: BackofficePorts, deadline: number, job: Job): Promise<Reached | undefined>;
}

const WORK: Record<string, Work> = {
  'orders-query': { every: 0, run: unended(queryOrders) },
  refunds: { every: 0, run: unended(pursueRefunds) },
  outbox: { every: 0, run: unended(deliverOutbox) },
  'orders-expire': { every: 0, run: unended(expireOrders) },
  'orders-watch': { every: 290_000, run: unended(watchOrders) },
  audit: { every: 3_590_000, run: (ports, deadline, { cursor }) => auditBooks(ports, deadline, cursor) },
};

/** A function lives for a minute; what a job has begun at the end of its time may take another ten seconds. */
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
}

async function runJob(ports: BackofficePorts, name: string, { every, run }: Work, deadline: number): Promise<void> {
  const begun = ports.clock();
  const job = await takeLease(ports, name, every);
  if (!job) return;
  let reached: Reached | undefined;
  try {
    reached = await run(ports, deadline, job);
  } finally {
    const complete = reached?.complete ?? false;
    await returnLease(ports, job, {
      ...(complete ? { lastRunAt: begun } : {}),
      ...(reached ? { cursor: reached.cursor } : {}),
    });
  }
}

/** A job that finds its work by what is due needs no cursor. */
function unended(run: (ports: BackofficePorts, deadline: number) => Promise<void>): Work['run'] {
  return async (ports, deadline) => {
    await run(ports, deadline);
    return { cursor: 0, complete: true };
  };
}

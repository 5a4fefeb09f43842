import type { Job } from '../payment/documents';
import type { Ports } from './ports';

/** As long as a function lives: whoever has died holds nothing any more. */
const LEASE = 60_000;

/**
 * Takes the lease of a job that is due, or nothing. It only saves work: every job is right when two run it at once.
 *
 * @param every milliseconds between the beginnings of two complete runs
 */
export async function takeLease({ clock, database }: Ports, name: string, every: number): Promise<Job | undefined> {
  const now = clock();
  return database.transaction(async (transaction) => {
    const job = await transaction.get('jobs', name);
    if (!job) {
      const first: Job = { _id: name, leaseUntil: now + LEASE, token: 1, lastRunAt: 0, cursor: 0 };
      await transaction.create('jobs', first);
      return first;
    }
    if (job.leaseUntil > now || job.lastRunAt + every > now) return undefined;
    const lease = { leaseUntil: now + LEASE, token: job.token + 1 };
    await transaction.update('jobs', name, lease);
    return { ...job, ...lease };
  });
}

/** Gives a lease back with what was reached, unless somebody else has taken it meanwhile. */
export async function returnLease(
  { database }: Ports,
  { _id, token }: Job,
  reached: Partial<Pick<Job, 'lastRunAt' | 'cursor'>>,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const job = await transaction.get('jobs', _id);
    if (job?.token === token) await transaction.update('jobs', _id, { ...reached, leaseUntil: 0 });
  });
}

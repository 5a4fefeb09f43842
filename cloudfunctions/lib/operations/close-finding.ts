import type { FindingView, Reply } from '../../../typings/api';
import { viewFinding } from '../payment/view-finding';
import type { Ports } from './ports';
import { done, refused } from './reply';

/**
 * An operator has looked into a finding that the clock could do nothing about. Who did is kept; one that has ended already
 * stays as it is, so that a second tap is no second word.
 */
export async function closeFinding(
  { clock, database }: Ports,
  operator: string,
  id: string,
): Promise<Reply<{ finding: FindingView }>> {
  const now = clock();
  return database.transaction(async (transaction) => {
    const finding = await transaction.get('recon_items', id);
    if (!finding) return refused('ERR_FINDING_NOT_FOUND');
    if (finding.status !== 'ESCALATED') return done({ finding: viewFinding(finding) });
    const changes = { status: 'OK' as const, endedAt: now, endedBy: operator };
    await transaction.update('recon_items', id, changes);
    return done({ finding: viewFinding({ ...finding, ...changes }) });
  });
}

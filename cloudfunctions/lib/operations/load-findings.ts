import type { Finding } from '../payment/finding';
import type { Ports } from './ports';

const PAGE = 1000;
/** More differences than that in one day are one difference: it is not our bill, or not our database. */
export const MAX_FINDINGS = 5000;

/** All that was found in the bill of a day, the oldest first, up to a limit. */
export async function loadFindings({ database }: Pick<Ports, 'database'>, date: string): Promise<Finding[]> {
  const found = new Map<string, Finding>();
  for (let at = 0; found.size < MAX_FINDINGS; ) {
    const page = await database.find('recon_items', {
      where: { date, createdAt: { from: at } },
      orderBy: { field: 'createdAt', direction: 'asc' },
      limit: PAGE,
    });
    for (const finding of page) found.set(finding._id, finding);
    const last = page.at(-1)?.createdAt;
    if (page.length < PAGE || last === undefined) break;
    at = last > at ? last : last + 1;
  }
  return [...found.values()];
}

import type { FindingStatus, FindingView, Reply } from '../../../typings/api';
import { viewFinding } from '../payment/view-finding';
import { type Page, pageOf } from './page';
import type { Ports } from './ports';
import { done } from './reply';

/** In what WeChat's bills and our books differ, the newest first. */
export async function findings(
  ports: Ports,
  page: Page & { status?: FindingStatus },
): Promise<Reply<{ findings: FindingView[] }>> {
  const found = await ports.database.find('recon_items', pageOf<'recon_items'>(page));
  return done({ findings: found.map(viewFinding) });
}

import type { RefundStatus, RefundView, Reply } from '../../../typings/api';
import { viewRefund } from '../payment/view-refund';
import { type Page, pageOf } from './page';
import type { Ports } from './ports';
import { done } from './reply';

/** The shop's refunds, the newest first. */
export async function allRefunds(
  ports: Ports,
  page: Page & { status?: RefundStatus },
): Promise<Reply<{ refunds: RefundView[] }>> {
  const found = await ports.database.find('refunds', pageOf<'refunds'>(page));
  return done({ refunds: found.map(viewRefund) });
}

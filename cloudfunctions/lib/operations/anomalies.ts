import type { AnomalyView, Reply } from '../../../typings/api';
import { viewAnomaly } from '../payment/view-anomaly';
import { type Page, pageOf } from './page';
import type { Ports } from './ports';
import { done } from './reply';

/** What WeChat said and does not fit, the newest first. */
export async function anomalies(ports: Ports, page: Page): Promise<Reply<{ anomalies: AnomalyView[] }>> {
  const found = await ports.database.find('anomalies', pageOf<'anomalies'>(page));
  return done({ anomalies: found.map(viewAnomaly) });
}

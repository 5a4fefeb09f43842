import type { AnomalyView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { formatMoment } from '../../services/format-moment';
import { type List, nextPage } from '../../services/next-page';
import { type AnomalyText, describeAnomaly } from './describe-anomaly';

export type AnomalyLine = AnomalyView & AnomalyText & { when: string };

/** What did not fit, after what is already `shown`, added to it. Throws ServiceError. */
export function listAnomalies(shown: AnomalyLine[]): Promise<List<AnomalyLine>> {
  return nextPage(
    shown,
    (anomaly) => anomaly.id,
    async (page) => {
      const { anomalies } = await callFunction('backoffice', { action: 'anomalies', ...page });
      return anomalies.map((each) => ({ ...each, ...describeAnomaly(each), when: formatMoment(each.createdAt) }));
    },
  );
}

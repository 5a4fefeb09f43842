import type { FindingStatus, FindingView } from '../../../typings/api';
import { callFunction } from '../../services/call-function';
import { type List, nextPage } from '../../services/next-page';
import { describeFinding, type FindingText } from './describe-finding';

export type FindingLine = FindingView & FindingText;

/** In what the bills and the books differ, after what is already `shown`, added to it. Throws ServiceError. */
export function listFindings(shown: FindingLine[], status: FindingStatus | ''): Promise<List<FindingLine>> {
  return nextPage(
    shown,
    (finding) => finding.id,
    async (page) => {
      const { findings } = await callFunction('backoffice', { action: 'findings', ...page, ...(status && { status }) });
      return findings.map(toLine);
    },
  );
}

export function toLine(finding: FindingView): FindingLine {
  return { ...finding, ...describeFinding(finding) };
}

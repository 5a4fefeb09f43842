import type { Query, Where } from './ports';

const SIZE = 20;

export interface Page {
  /** The `createdAt` (milliseconds) of the last one already shown; the newest page without it. */
  before?: number;
  status?: string;
}

type Listed = 'orders' | 'refunds' | 'anomalies' | 'recon_items';

/** The query for one page, the newest first. */
export function pageOf<C extends Listed>({ before, status }: Page): Query<C> {
  const where = {
    ...(status === undefined ? {} : { status }),
    ...(before === undefined ? {} : { createdAt: { below: before } }),
  };
  return { where: where as Where<C>, orderBy: { field: 'createdAt', direction: 'desc' }, limit: SIZE };
}

import type { Refund } from '../payment/documents';
import type { Database } from './ports';

/** An order has 50 refunds at most, and those that WeChat's console adds. */
const MOST = 100;

/** The refunds of one order, the newest first. */
export function refundsOf(database: Database, outTradeNo: string): Promise<Refund[]> {
  return database.find('refunds', {
    where: { outTradeNo },
    orderBy: { field: 'createdAt', direction: 'desc' },
    limit: MOST,
  });
}

import type { ShopSummary } from '../../../typings/api';
import { callFunction } from '../../services/call-function';

/** How today is going, and what waits for a person. Throws ServiceError. */
export function openSummary(): Promise<ShopSummary> {
  return callFunction('backoffice', { action: 'summary' });
}

import type { CartLine } from '../../../typings/api';
import { newRequestId } from '../new-request-id';
import { type Purchase, readPurchase, writePurchase } from './stored-purchase';

/**
 * The purchase of this cart: the stored one where there is one, else a new one, stored before anything is sent. If the
 * answer is lost or the mini program restarts, the same request id goes out again and the server finds the same order.
 */
export function startPurchase(items: CartLine[]): Purchase {
  const stored = readPurchase();
  if (stored && JSON.stringify(stored.items) === JSON.stringify(items)) return stored;
  const purchase = { requestId: newRequestId(), items };
  writePurchase(purchase);
  return purchase;
}

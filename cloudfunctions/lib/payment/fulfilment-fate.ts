import type { Order } from './order';
import { refundable } from './refundability';

/**
 * What becomes of goods that are to be delivered. What may already be on its way is sent again, because only the receiver
 * knows; what is certainly still here is not sent once all the money goes back, and waits while that is being decided.
 */
export function fulfilmentFate(order: Order): 'deliver' | 'cancel' | 'wait' {
  if (order.fulfilmentSent || refundable(order) > 0) return 'deliver';
  return order.asked > 0 ? 'wait' : 'cancel';
}

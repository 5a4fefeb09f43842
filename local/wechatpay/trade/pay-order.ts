import type { Gateway } from '../gateway';
import type { Order } from './order';
import { type Payer, takePayment } from './take-payment';

/** The buyer pays: the money is taken and a notification owed, in one transaction. The order must be payable. */
export function payOrder(gateway: Gateway, order: Order, payer: Payer): string {
  const transactionId = gateway.world.transaction(() => takePayment(gateway, order, payer));
  gateway.notifier.wake();
  return transactionId;
}

import { fulfilmentFate } from '../payment/fulfilment-fate';
import type { Order } from '../payment/order';
import type { Transaction } from './ports';

/** Stops the goods of an order all of whose money goes back, in the transaction that decides so, if they are still here. */
export async function cancelFulfilment(transaction: Transaction, order: Order): Promise<void> {
  if (fulfilmentFate(order) !== 'cancel') return;
  const entry = await transaction.get('outbox', `fulfil:${order._id}`);
  if (entry?.status === 'PENDING') await transaction.update('outbox', entry._id, { status: 'CANCELLED' });
}

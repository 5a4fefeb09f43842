import type { OrderStatus } from './order';

/** Every way that an order may go. A prepay that is repeated leaves PAYING as it is. */
const TRANSITIONS: Record<OrderStatus, readonly OrderStatus[]> = {
  CREATED: ['PAYING', 'CLOSING', 'CLOSED', 'PAID'],
  PAYING: ['PAYING', 'CLOSING', 'CLOSED', 'PAID'],
  CLOSING: ['CLOSED', 'PAID'],
  CLOSED: ['PAID'],
  PAID: [],
};

export function mayBecome(from: OrderStatus, to: OrderStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

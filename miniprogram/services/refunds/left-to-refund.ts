import type { OrderView } from '../../../typings/api';

/** Fen that neither went back nor are promised to another refund. */
export function leftToRefund({ status, total, refunded, refunding }: OrderView): number {
  return status === 'PAID' ? Math.max(0, total - refunded - refunding) : 0;
}

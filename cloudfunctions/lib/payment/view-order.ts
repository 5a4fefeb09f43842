import type { Order } from './order';

/** An order as its buyer may see it. */
export function viewOrder(order: Order) {
  return {
    outTradeNo: order._id,
    status: order.status,
    total: order.amount,
    refunded: order.refunded,
    refunding: order.reserved,
    items: order.items,
    createdAt: order.createdAt,
    expiresAt: order.expireAt,
    ...(order.paidAt === undefined ? {} : { paidAt: order.paidAt }),
    ...(order.transactionId === undefined ? {} : { transactionId: order.transactionId }),
  };
}

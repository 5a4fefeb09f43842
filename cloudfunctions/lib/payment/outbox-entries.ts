import type { OutboxEntry } from './documents';
import type { Fen } from './fen';
import type { Shipment } from './shipment';

/** The goods are to be delivered, once. */
export function fulfilEntry(outTradeNo: string, createdAt: number): OutboxEntry {
  return pending({ _id: `fulfil:${outTradeNo}`, kind: 'fulfil', outTradeNo, payload: {}, createdAt });
}

/** WeChat is to be told how the goods travel, or the shop does not get its money. */
export function shippingEntry(outTradeNo: string, shipment: Shipment, createdAt: number): OutboxEntry {
  const payload = Object.fromEntries(Object.entries(shipment).filter(([, value]) => value !== undefined));
  return pending({ _id: `shipping:${outTradeNo}`, kind: 'shipping', outTradeNo, payload, createdAt });
}

/** A refund reached the buyer. */
export function refundedEntry(outRefundNo: string, outTradeNo: string, amount: Fen, createdAt: number): OutboxEntry {
  const payload = { outRefundNo, amount };
  return pending({ _id: `refunded:${outRefundNo}`, kind: 'refunded', outTradeNo, payload, createdAt });
}

/** A person has to look, once for each `about`. */
export function alertEntry(about: string, message: string, createdAt: number, outTradeNo?: string): OutboxEntry {
  const order = outTradeNo === undefined ? {} : { outTradeNo };
  return pending({ _id: `alert:${about}`, kind: 'alert', ...order, payload: { message }, createdAt });
}

function pending(entry: Omit<OutboxEntry, 'status' | 'leaseUntil' | 'tries'>): OutboxEntry {
  return { ...entry, status: 'PENDING', leaseUntil: 0, tries: 0 };
}

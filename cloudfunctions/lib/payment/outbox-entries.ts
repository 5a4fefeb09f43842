import type { OutboxEntry } from './documents';

/** The goods are to be delivered, once. */
export function fulfilEntry(outTradeNo: string, createdAt: number): OutboxEntry {
  return pending({ _id: `fulfil:${outTradeNo}`, kind: 'fulfil', outTradeNo, payload: {}, createdAt });
}

/** A person has to look, once for each `about`. */
export function alertEntry(about: string, message: string, createdAt: number, outTradeNo?: string): OutboxEntry {
  const order = outTradeNo === undefined ? {} : { outTradeNo };
  return pending({ _id: `alert:${about}`, kind: 'alert', ...order, payload: { message }, createdAt });
}

function pending(entry: Omit<OutboxEntry, 'status' | 'leaseUntil' | 'tries'>): OutboxEntry {
  return { ...entry, status: 'PENDING', leaseUntil: 0, tries: 0 };
}

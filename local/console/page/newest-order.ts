import type { Entry } from './entry';
import { orderOf } from './order-of';

/** The order that was spoken of last. */
export function newestOrder(entries: Entry[]): string | undefined {
  let newest: { at: number; order: string } | undefined;
  for (const entry of entries) {
    const order = orderOf(entry);
    const at = Date.parse(entry.source === 'wechatpay' ? entry.exchange.at : entry.event.at);
    if (order && (!newest || at >= newest.at)) newest = { at, order };
  }
  return newest?.order;
}

import type { Entry } from './entry';

/** For each notification, the how manieth it is of its order and title, by the key of its entry. */
export function attempts(entries: Entry[]): Map<string, number> {
  const counted = new Map<string, number>();
  const result = new Map<string, number>();
  for (const entry of entries) {
    if (entry.source !== 'wechatpay' || entry.exchange.direction !== 'notification') continue;
    const same = `${entry.exchange.outTradeNo} ${entry.exchange.title}`;
    const number = (counted.get(same) ?? 0) + 1;
    counted.set(same, number);
    result.set(entry.key, number);
  }
  return result;
}

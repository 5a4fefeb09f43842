import type { Entry } from './entry';

/** The order that an entry is about; undefined for the catalogue, a list, a timer. */
export function orderOf(entry: Entry): string | undefined {
  if (entry.source === 'wechatpay') return entry.exchange.outTradeNo;
  const { request, result } = entry.event;
  const data = field(result, 'data');
  return [request, data, field(data, 'order')]
    .map((place) => field(place, 'outTradeNo'))
    .find((number) => typeof number === 'string');
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

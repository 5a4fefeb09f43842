import type { CloudEvent, Exchange } from '../../exchange';

/** One line of either log. `key` tells the two numberings apart. */
export type Entry =
  | { source: 'wechatpay'; key: string; exchange: Exchange }
  | { source: 'cloud'; key: string; event: CloudEvent };

export const fromWechatpay = (exchange: Exchange): Entry => ({
  source: 'wechatpay',
  key: `wechatpay-${exchange.id}`,
  exchange,
});

export const fromCloud = (event: CloudEvent): Entry => ({ source: 'cloud', key: `cloud-${event.id}`, event });

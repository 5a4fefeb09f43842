import { type Entry, fromCloud, fromWechatpay } from '../../../local/console/page/entry';
import type { CloudEvent, Exchange } from '../../../local/exchange';

const noon = Date.parse('2026-11-24T04:00:00.000Z');

/** A moment of the tests' day: so many milliseconds after noon. */
export const at = (ms: number) => new Date(noon + ms).toISOString();

/** A request of a cloud function to WeChat, or a notification; `ms` is when it began. */
export function exchange(id: number, ms: number, durationMs: number, more: Partial<Exchange> = {}): Entry {
  return fromWechatpay({
    id,
    at: at(ms),
    virtualAt: at(ms),
    durationMs,
    direction: 'request',
    method: 'POST',
    path: '/v3/pay/transactions/jsapi',
    title: 'JSAPI 下单',
    outTradeNo: 'A1',
    request: { headers: {}, body: '' },
    verdict: { ok: true },
    ...more,
  });
}

/** A call of a cloud function. */
export function call(id: number, ms: number, durationMs: number, more: Partial<CloudEvent> = {}): Entry {
  return fromCloud({
    id,
    at: at(ms),
    durationMs,
    kind: 'call',
    name: 'trade',
    caller: { source: 'wx_client' },
    request: { action: 'confirm', outTradeNo: 'A1' },
    result: { ok: true, data: {} },
    ...more,
  });
}

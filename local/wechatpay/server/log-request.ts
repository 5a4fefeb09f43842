import type { Gateway } from '../gateway';
import type { Handled, Incoming } from './answer';

/** When a request came: by the wall, by the virtual clock, and on the stopwatch. */
export interface Arrival {
  at: string;
  virtualAt: string;
  stopwatch: number;
}

export function arrivalAt({ clock }: Gateway): Arrival {
  return {
    at: new Date(clock.realNow()).toISOString(),
    virtualAt: new Date(clock.now()).toISOString(),
    stopwatch: performance.now(),
  };
}

/** Writes an exchange into the log; `silent` says why the caller never got the answer. */
export function logRequest(
  { world }: Gateway,
  { at, virtualAt, stopwatch }: Arrival,
  incoming: Incoming,
  { answer, title, outTradeNo, verdict, signed }: Handled,
  silent?: string,
) {
  world.exchanges.add({
    at,
    virtualAt,
    direction: 'request',
    method: incoming.method,
    path: incoming.target,
    title,
    ...(outTradeNo !== undefined && { outTradeNo }),
    request: { headers: incoming.headers, body: incoming.body.toString('utf8') },
    ...(silent === undefined && { answer }),
    verdict: silent === undefined ? verdict : { ok: false, reason: silent },
    ...(signed !== undefined && { signed }),
    durationMs: Math.round(performance.now() - stopwatch),
  });
}

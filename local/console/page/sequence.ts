import type { Entry } from './entry';

/** Who stands where in the diagram. */
export type Lane = 'phone' | 'cloud' | 'wechatpay';

/** One arrow, or an arrow and its answer where nothing happened between the two. */
export interface Step {
  key: string;
  entry: Entry;
  part: 'whole' | 'ask' | 'answer';
  from: Lane;
  to: Lane;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * The entries of both logs as one sequence, oldest first. Each entry spans a time; one that spans others is drawn as
 * two steps around them, so that the requests to WeChat stand inside the call that caused them.
 */
export function sequence(entries: Entry[]): Step[] {
  const spans = withoutReceivers(entries).map((entry) => ({ entry, ...span(entry) }));
  const starts = spans.map(({ start }) => start).sort((a, b) => a - b);
  return spans
    .flatMap(({ entry, start, end }): Step[] => {
      const step = { entry, ...lanes(entry) };
      const holdsOthers = starts.some((other) => other > start && other < end);
      if (!holdsOthers) return [{ ...step, key: entry.key, part: 'whole', at: start }];
      return [
        { ...step, key: `${entry.key}-ask`, part: 'ask', at: start },
        { ...step, key: `${entry.key}-answer`, part: 'answer', at: end },
      ];
    })
    .sort((a, b) => a.at - b.at || order(a) - order(b));
}

function span(entry: Entry) {
  const { at, durationMs } = entry.source === 'wechatpay' ? entry.exchange : entry.event;
  const start = Date.parse(at);
  return { start, end: start + durationMs };
}

/** Within one millisecond a call begins before what it causes, and ends after it. */
function order({ part, from }: Step): number {
  if (part === 'answer') return 4;
  return (from === 'phone' ? 0 : 1) + (part === 'ask' ? 0 : 2);
}

function lanes(entry: Entry): { from: Lane; to: Lane } {
  if (entry.source === 'wechatpay') {
    const { direction, path } = entry.exchange;
    if (direction === 'notification') return { from: 'wechatpay', to: 'cloud' };
    // What WeChat's own client asks, on the phone, no merchant ever sends.
    return { from: path.startsWith('/_control/') ? 'phone' : 'cloud', to: 'wechatpay' };
  }
  if (entry.event.kind === 'timer') return { from: 'cloud', to: 'cloud' };
  return { from: entry.event.kind === 'http' ? 'wechatpay' : 'phone', to: 'cloud' };
}

/**
 * A notification stands in both logs, where it was sent and where it arrived; the sender's entry says more. One that
 * was lost has no body, and neither have most visits.
 */
function withoutReceivers(entries: Entry[]): Entry[] {
  const sent = new Set(
    entries.flatMap((entry) =>
      entry.source === 'wechatpay' && entry.exchange.direction === 'notification' ? [entry.exchange.request.body] : [],
    ),
  );
  const arrived = (body: string) => body !== '' && sent.has(body);
  return entries.filter(
    (entry) => entry.source !== 'cloud' || entry.event.kind !== 'http' || !arrived(bodyOf(entry.event.request)),
  );
}

function bodyOf(request: unknown): string {
  const { body } = (request ?? {}) as { body?: unknown };
  return typeof body === 'string' ? body : '';
}

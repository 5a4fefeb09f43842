const offset = 8 * 3600_000;
const pad = (value: number, width = 2) => String(value).padStart(width, '0');

function parts(moment: number) {
  const date = new Date(moment + offset);
  return {
    day: [pad(date.getUTCFullYear(), 4), pad(date.getUTCMonth() + 1), pad(date.getUTCDate())],
    time: [pad(date.getUTCHours()), pad(date.getUTCMinutes()), pad(date.getUTCSeconds())],
  };
}

/** The midnight in Beijing before a moment. */
export function startOfDay(moment: number): number {
  return moment - ((moment + offset) % 86_400_000);
}

/** `20260131235959`, as API v2 writes moments. */
export function compactTime(moment: number): string {
  const { day, time } = parts(moment);
  return [...day, ...time].join('');
}

/** `2026-01-31 23:59:59`, as API v2 writes the moments of refunds. */
export function spacedTime(moment: number): string {
  const { day, time } = parts(moment);
  return `${day.join('-')} ${time.join(':')}`;
}

/** `2026-01-31T23:59:59+08:00`, as API v3 writes moments. */
export function rfc3339(moment: number): string {
  const { day, time } = parts(moment);
  return `${day.join('-')}T${time.join(':')}+08:00`;
}

/** Milliseconds of a `yyyyMMddHHmmss` in Beijing; undefined for a day or an hour that does not exist. */
export function parseCompactTime(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const moment = Date.UTC(year, month - 1, day, hour, minute, second) - offset;
  return compactTime(moment) === text ? moment : undefined;
}

/** Milliseconds of an RFC 3339 date with an offset; undefined for anything else. */
export function parseRfc3339(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!match) return undefined;
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) return undefined;
  // Date.parse turns 31 February into March.
  const local = Date.parse(`${match[1]}T${match[2]}Z`);
  return new Date(local).toISOString().startsWith(`${match[1]}T${match[2]}`) ? moment : undefined;
}

import type { Gateway } from '../gateway';

/** What a control answers: its JSON and, where it is a refusal, the HTTP status. */
export interface ControlAnswer {
  status?: number;
  body: unknown;
}

/** One of the controls under `/_control/`: not WeChat's, ours. */
export type Control = (gateway: Gateway, input: ControlInput) => ControlAnswer | Promise<ControlAnswer>;

export interface ControlInput {
  body: Record<string, unknown>;
  query: URLSearchParams;
}

export function refused(status: number, code: string, message: string): ControlAnswer {
  return { status, body: { error: { code, message } } };
}

export const badRequest = (message: string) => refused(400, 'BAD_REQUEST', message);

/** Names the first key that a control does not know. */
export function unknownKey(body: Record<string, unknown>, known: readonly string[]): ControlAnswer | undefined {
  const key = Object.keys(body).find((name) => !known.includes(name));
  if (key === undefined) return undefined;
  return badRequest(`没有名为 ${key} 的参数。可用的有：${known.join('、')}`);
}

/** A whole number from the query string, within limits; the default where it is absent or no number. */
export function numberOf(query: URLSearchParams, name: string, fallback: number, greatest: number): number {
  const text = query.get(name) ?? '';
  return /^\d{1,15}$/.test(text) ? Math.min(Number(text), greatest) : fallback;
}

import { type ExchangeLimits, exchange, type IncomingAnswer, type OutgoingRequest } from './exchange';
import type { Client } from './gateway';

/**
 * One exchange with WeChat Pay, within the limits that hold for every call. What comes back has not been verified. By its
 * `Date` our clock is compared with WeChat's, which decides whose signatures are still fresh. Throws GatewayUnknown.
 */
export async function send(
  { configuration: { trustedAuthorities }, surroundings }: Client<unknown>,
  request: OutgoingRequest,
  limits: Pick<ExchangeLimits, 'merchantCertificate' | 'maxBytes'> = {},
): Promise<IncomingAnswer> {
  const timeoutMs = surroundings.timeoutMs ?? 10_000;
  const answer = await exchange(request, { ...limits, timeoutMs, ...(trustedAuthorities && { trustedAuthorities }) });
  const theirs = Date.parse(answer.headers.date ?? '');
  if (!Number.isNaN(theirs)) surroundings.noteClockSkew?.(Math.round((surroundings.clock() - theirs) / 1000));
  return answer;
}

import type { Caller } from './cloudbase/read-caller';
import type { Buyer } from './operations/buyer';

/**
 * The simulator in DevTools calls as `wx_devtools`, with the developer's own openid: it may buy, and nothing else. The
 * first source decides, because what comes later in a chain was called by what comes first.
 */
const PHONES = ['wx_client', 'wx_devtools'];

/** The buyer who calls, or undefined if nobody does who is in front of the mini program and logged in. */
export function buyerOf({ openid, source, clientIp }: Caller): Buyer | undefined {
  const [first = ''] = source.split(',');
  return openid !== undefined && PHONES.includes(first.trim()) ? { openid, clientIp } : undefined;
}

import type { Caller } from './cloudbase/read-caller';

/** Where a user's call passes through; no HTTP access does. */
const USERS = ['wx_client', 'wx_devtools', 'wx_localdebug'];

/** Whether a call can have come through HTTP access: a user who sends an event of that shape has not. */
export function mayBeHttp({ source }: Caller): boolean {
  return !source.split(',').some((one) => USERS.includes(one.trim()));
}

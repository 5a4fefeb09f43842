import type { Cloud } from '../cloud';
import { runFunction } from '../functions/run-function';
import { timerEvent } from '../functions/timers';
import { clientError } from './client-error';
import { ControlError } from './read-control';

const api = 'timer';

/** Runs a function as its timer would, now, and tells what came of it, which the platform only writes into its log. */
export async function triggerTimer(cloud: Cloud, name: string): Promise<object> {
  const timer = cloud.functions.list().find((one) => one.name === name)?.timer;
  if (!timer) {
    throw new ControlError(
      cloud.functions.has(name) ? `${name} has no timer in its config.json` : `no function ${name}`,
    );
  }
  // What the platform's timers carry besides the source is not documented; a function must not rely on more.
  const caller = { appid: cloud.appid, source: 'wx_trigger' };
  const event = timerEvent(timer.name, Date.now());
  const { data, error, requestId } = await runFunction(cloud, { kind: 'timer', name, event, caller });
  if (error) return { ...clientError(api, error), requestID: requestId };
  return { result: JSON.parse(data as string), errMsg: `${api}:ok`, requestID: requestId };
}

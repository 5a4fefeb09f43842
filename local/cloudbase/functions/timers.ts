import { nextFire } from './cron';
import type { FunctionFolder } from './function-folder';

/** A longer wait overflows what Node can count. */
const maxWaitMs = 86_400_000;

/** What a function gets from its timer. Anybody else can send the same: only SOURCE tells. */
export const timerEvent = (triggerName: string, at: number) => ({
  Type: 'Timer',
  TriggerName: triggerName,
  Time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
  Message: '',
});

/**
 * Fires the timers of the functions in real time until it is stopped. A run that is still going does not keep the next one
 * back, and nothing is made up for while the cloud was off.
 */
export function startTimers(functions: () => FunctionFolder[], fire: (name: string) => void): () => void {
  let wait: NodeJS.Timeout | undefined;
  const schedule = (after: number) => {
    const due = functions().flatMap(({ name, timer }) => {
      const at = timer && nextFire(timer.schedule, after);
      return at === undefined ? [] : [{ name, at }];
    });
    const first = Math.min(...due.map(({ at }) => at));
    const pause = Math.min(Math.max(0, first - Date.now()), maxWaitMs);
    wait = setTimeout(() => {
      const reached = first <= Date.now();
      if (reached) for (const { name, at } of due) if (at === first) fire(name);
      schedule(reached ? Math.max(first, Date.now() - 1000) : Date.now());
    }, pause).unref();
  };
  schedule(Date.now());
  return () => clearTimeout(wait);
}

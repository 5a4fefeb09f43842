import { parseRfc3339 } from '../trade/beijing-time';
import { refusal } from './errors';
import type { Refusal } from './operation';

const day = 86_400_000;

/** When an order can no longer be paid, by its `time_expire`: in seven days, unless it says otherwise. */
export function expiry(text: string | undefined, now: number): number | Refusal {
  if (text === undefined) return now + 7 * day;
  const stated = parseRfc3339(text);
  const problem = (message: string) => refusal('PARAM_ERROR', { message });
  if (stated === undefined) return problem('参数time_expire格式错误，应为YYYY-MM-DDTHH:mm:ss+08:00');
  if (stated > now + 90 * day) return problem('time_expire不得超过90天');
  return stated;
}

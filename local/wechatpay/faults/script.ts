/**
 * One line of a script of faults: which fault, on what, how often. Lines strike one after the other, each once it is
 * its turn, and a call or an attempt to notify is struck by one line at most. This one lets the first order time out
 * though it was made, answers the second one with 500, loses two notifications, and then all is well:
 *
 *     POST /_control/faults
 *     { "script": [
 *       { "fault": "timeoutApplied", "path": "/v3/pay/transactions/jsapi" },
 *       { "fault": "answerStatus", "value": 500, "path": "/v3/pay/transactions/jsapi" },
 *       { "fault": "loseNotifications", "times": 2 }
 *     ] }
 *
 * `GET /_control/faults` tells of each line how often it `struck`, and how many calls `passed` before.
 */
export interface Step {
  fault: string;
  /** What the fault needs to know: a status, seconds, an error code of the path, how refunds end. */
  value?: number | string;
  /** Only calls of this path, in which `{name}` is any one segment; of notifications, the path of their address. */
  path?: string;
  /** So many that it could strike go by unharmed first; none, unless given. */
  after?: number;
  /** How often it strikes; once, unless given. The last line may say `true`: until deleted. */
  times?: number | true;
}

/** A line, and how far it has come. */
export interface PlayedStep extends Step {
  passed: number;
  struck: number;
}

const maxSteps = 100;
const names = ['fault', 'value', 'path', 'after', 'times'];

/**
 * A call or an attempt asks a script whether a fault strikes. Undefined where the line whose turn it is has nothing to
 * do with it; otherwise the script afterwards and, unless the line let it pass, the line that strikes.
 */
export function askScript(
  script: readonly PlayedStep[],
  fault: string,
  path: string | undefined,
): { script: PlayedStep[]; strikes?: Step } | undefined {
  const turn = script.findIndex(({ times = 1, struck }) => times === true || struck < times);
  const step = script[turn];
  if (step?.fault !== fault || (step.path !== undefined && !pathFits(step.path, path))) return undefined;
  const { passed, struck, after = 0 } = step;
  const played = passed < after ? { ...step, passed: passed + 1 } : { ...step, struck: struck + 1 };
  return {
    script: script.map((each, index) => (index === turn ? played : each)),
    ...(passed >= after && { strikes: step }),
  };
}

/** Whether a path is of a pattern such as `/v3/pay/transactions/out-trade-no/{out_trade_no}`. */
export function pathFits(pattern: string, path: string | undefined): boolean {
  const segments = path?.split('/') ?? [];
  const expected = pattern.split('/');
  return (
    expected.length === segments.length &&
    expected.every((part, index) => part === segments[index] || /^\{\w+\}$/.test(part))
  );
}

/** What is wrong with a script, in Chinese; `valueProblem` says it of what a fault is given. */
export function scriptProblem(
  script: unknown,
  valueProblem: (step: Partial<Step>) => string | undefined,
): string | undefined {
  if (!Array.isArray(script) || script.length > maxSteps) return `script 应为至多 ${maxSteps} 步的数组`;
  for (const [index, step] of script.entries()) {
    const problem = stepProblem(step, index === script.length - 1) ?? valueProblem(step);
    if (problem) return `script 第 ${index + 1} 步：${problem}`;
  }
  return undefined;
}

function stepProblem(step: unknown, last: boolean): string | undefined {
  if (typeof step !== 'object' || step === null || Array.isArray(step)) return '应为对象';
  const unknown = Object.keys(step).find((name) => !names.includes(name));
  if (unknown !== undefined) return `没有名为 ${unknown} 的参数。可用的有：${names.join('、')}`;
  const { path, after = 0, times = 1 } = step as Record<string, unknown>;
  if (path !== undefined && !(typeof path === 'string' && path.startsWith('/'))) return 'path 应为以 / 开头的路径';
  if (!isCount(after, 0)) return 'after 应为非负整数';
  if (times === true) return last ? undefined : '只有最后一步的 times 可以是 true';
  return isCount(times, 1) ? undefined : 'times 应为正整数或 true';
}

const isCount = (value: unknown, least: number) => Number.isSafeInteger(value) && (value as number) >= least;

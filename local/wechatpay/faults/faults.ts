import type { FinalRefundState } from '../trade/refund';
import type { Settings } from '../world/settings';
import { askScript, type PlayedStep, type Step, scriptProblem } from './script';
import { isWrongBill, type WrongBill, wrongBillRule } from './wrong-bill';

/** `true` until deleted, N for the next N times. */
type Times = true | number;

/** What may be made to go wrong. The README of the room describes each with an example. */
export interface FaultSet {
  loseNotifications?: Times;
  doubleNotifications?: Times;
  reorderNotifications?: Times;
  delayNotificationsSeconds?: number;
  corruptNotifications?: Times;
  compactNotifications?: Times;
  signTestNotifications?: Times;
  wrongAmount?: Times;
  wrongAppid?: Times;
  answerDelaySeconds?: number;
  answerStatus?: number | { status: number; times: number };
  systemError?: Times;
  frequencyLimited?: Times;
  timeoutApplied?: Times;
  timeoutNotApplied?: Times;
  corruptAnswers?: Times;
  signTestAnswers?: Times;
  skewSeconds?: number;
  refundNotEnough?: Times;
  userPaying?: Times;
  slowTransfers?: Times;
  closeProfitShares?: Times;
  refuse?: Refuse | Refuse[];
  lateBillsSeconds?: number;
  wrongBill?: WrongBill;
  refundOutcome?: RefundOutcome | { outcome: RefundOutcome; times: number };
  script?: PlayedStep[];
}

/** Calls of this path are refused with one of the errors its page documents: always, or the next `times`. */
export interface Refuse {
  path: string;
  code: string;
  times?: number;
}

const refundOutcomes = { abnormal: 'ABNORMAL', closed: 'CLOSED' } as const;
type RefundOutcome = keyof typeof refundOutcomes;

const counted = [
  'loseNotifications',
  'doubleNotifications',
  'reorderNotifications',
  'corruptNotifications',
  'compactNotifications',
  'signTestNotifications',
  'wrongAmount',
  'wrongAppid',
  'systemError',
  'frequencyLimited',
  'timeoutApplied',
  'timeoutNotApplied',
  'corruptAnswers',
  'signTestAnswers',
  'refundNotEnough',
  'userPaying',
  'slowTransfers',
  'closeProfitShares',
] as const;
type Counted = (typeof counted)[number];

/** Least and greatest value of each fault that is a number of seconds. */
const seconds = {
  delayNotificationsSeconds: [0, 30 * 86_400],
  answerDelaySeconds: [0, 120],
  skewSeconds: [-86_400, 86_400],
  lateBillsSeconds: [0, 30 * 86_400],
} as const;
type Seconds = keyof typeof seconds;

/** Faults that a script cannot name: until deleted, they are asked about by more than calls and notifications. */
const notInScripts = ['wrongBill', 'lateBillsSeconds', 'script'];
/** Decided when something happens of which a merchant will hear, before there is an attempt with a path. */
const withoutPath = ['delayNotificationsSeconds', 'reorderNotifications'];

/** The faults in force. They survive a restart, as everything here does. */
export class Faults {
  readonly #settings: Settings;
  #current: FaultSet;
  /** What is going on just now, and whether the script has had its say in it. */
  #occasion: { path: string | undefined; heard: boolean } | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#current = settings.get<FaultSet>('faults') ?? {};
  }

  current(): FaultSet {
    return { ...this.#current };
  }

  /** Adds to the faults in force; the problem, in Chinese, where a name or a value makes no sense. */
  add(asked: Record<string, unknown>): { problem?: string } {
    for (const [name, value] of Object.entries(asked)) {
      const problem = problemOf(name, value);
      if (problem) return { problem };
    }
    const { script, ...faults } = asked as Omit<FaultSet, 'script'> & { script?: Step[] };
    const fromTheStart = script?.map((step) => ({ ...step, passed: 0, struck: 0 }));
    this.#change({ ...this.#current, ...faults, ...(fromTheStart && { script: fromTheStart }) });
    return {};
  }

  /** Ends one of the faults in force. */
  end(name: string) {
    this.#change(Object.fromEntries(Object.entries(this.#current).filter(([each]) => each !== name)));
  }

  clear() {
    this.#change({});
  }

  /** One call, or one attempt to notify: whatever it asks about faults, one line of the script strikes it at most. */
  during<T>(path: string | undefined, work: () => T): T {
    if (this.#occasion) return work();
    this.#occasion = { path, heard: false };
    try {
      return work();
    } finally {
      this.#occasion = undefined;
    }
  }

  /** Whether the fault strikes now; a counted one is used up by asking. */
  take(name: Counted): boolean {
    if (this.#scripted(name)) return true;
    const left = this.#current[name];
    if (left === undefined || left === 0) return false;
    if (left !== true) this.#use(name, left);
    return true;
  }

  number(name: Seconds): number {
    return (this.#scripted(name)?.value as number | undefined) ?? this.#current[name] ?? 0;
  }

  /** The status to answer with instead of doing anything, if there is one. */
  takeAnswerStatus(): number | undefined {
    const scripted = this.#scripted('answerStatus');
    if (scripted) return scripted.value as number;
    const fault = this.#current.answerStatus;
    if (fault === undefined || typeof fault === 'number') return fault;
    if (fault.times === 0) return undefined;
    const { answerStatus: _, ...others } = this.#current;
    this.#change(fault.times > 1 ? { ...others, answerStatus: { ...fault, times: fault.times - 1 } } : others);
    return fault.status;
  }

  /** The documented error to refuse a call of this path with (the path as the operation writes it), if there is one. */
  takeRefusal(path: string): string | undefined {
    const scripted = this.#scripted('refuse');
    if (scripted) return scripted.value as string;
    const all = [this.#current.refuse ?? []].flat();
    const fault = all.find((one) => one.path === path);
    if (fault?.times === undefined) return fault?.code;
    const others = all.filter((one) => one !== fault);
    const left = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }, ...others] : others;
    const { refuse: _, ...rest } = this.#current;
    this.#change(left.length > 0 ? { ...rest, refuse: left } : rest);
    return fault.code;
  }

  /** How a refund that is asked for now will end. */
  takeRefundOutcome(): FinalRefundState {
    const scripted = this.#scripted('refundOutcome');
    if (scripted) return refundOutcomes[scripted.value as RefundOutcome];
    const fault = this.#current.refundOutcome;
    if (fault === undefined) return 'SUCCESS';
    if (typeof fault === 'string') return refundOutcomes[fault];
    const { refundOutcome: _, ...others } = this.#current;
    if (fault.times === 0) return 'SUCCESS';
    this.#change(fault.times > 1 ? { ...others, refundOutcome: { ...fault, times: fault.times - 1 } } : others);
    return refundOutcomes[fault.outcome];
  }

  wrongBill(): WrongBill {
    return this.#current.wrongBill ?? {};
  }

  /** The line of the script that strikes here and now, if there is one. */
  #scripted(fault: string): Step | undefined {
    const { script } = this.#current;
    if (!script || this.#occasion?.heard) return undefined;
    const asked = askScript(script, fault, this.#occasion?.path);
    if (!asked) return undefined;
    if (this.#occasion) this.#occasion.heard = true;
    this.#change({ ...this.#current, script: asked.script });
    return asked.strikes;
  }

  #use(name: Counted, left: number) {
    const { [name]: _, ...others } = this.#current;
    this.#change(left > 1 ? { ...others, [name]: left - 1 } : others);
  }

  #change(faults: FaultSet) {
    this.#current = faults;
    this.#settings.set('faults', faults);
  }
}

export const faultNames: readonly string[] = [
  ...counted,
  ...Object.keys(seconds),
  'answerStatus',
  'refundOutcome',
  'refuse',
  'wrongBill',
  'script',
];

const isTimes = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isOutcome = (value: unknown) => typeof value === 'string' && Object.hasOwn(refundOutcomes, value);
const isStatus = (value: unknown) => Number.isInteger(value) && (value as number) >= 400 && (value as number) <= 599;

function isRefuse(value: unknown): boolean {
  const { path, code, times } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return (
    typeof path === 'string' && typeof code === 'string' && (times === undefined || (isTimes(times) && times !== 0))
  );
}

function problemOf(name: string, value: unknown): string | undefined {
  if ((counted as readonly string[]).includes(name)) {
    return value === true || isTimes(value) ? undefined : `${name} 应为 true 或次数（非负整数）`;
  }
  if (Object.hasOwn(seconds, name)) {
    const [least, greatest] = seconds[name as Seconds];
    const right = typeof value === 'number' && value >= least && value <= greatest;
    return right ? undefined : `${name} 应为 ${least} 到 ${greatest} 之间的秒数`;
  }
  if (name === 'answerStatus') {
    const { status, times } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    const right = isStatus(value) || (isStatus(status) && isTimes(times));
    return right ? undefined : 'answerStatus 应为 400 到 599 的状态码，或 { status, times }';
  }
  if (name === 'refundOutcome') {
    const { outcome, times } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    const right = isOutcome(value) || (isOutcome(outcome) && isTimes(times));
    return right ? undefined : 'refundOutcome 应为 abnormal 或 closed，或 { outcome, times }';
  }
  if (name === 'refuse') {
    const right = (Array.isArray(value) ? value : [value]).every(isRefuse);
    return right
      ? undefined
      : 'refuse 应为 { path, code, times? }，或它们的数组：path 是接口路径，code 是该接口文档里的错误码';
  }
  if (name === 'wrongBill') return isWrongBill(value) ? undefined : `wrongBill ${wrongBillRule}`;
  if (name === 'script') return scriptProblem(value, valueProblem);
  return `没有名为 ${name} 的故障。可用的有：${faultNames.join('、')}`;
}

/** What is wrong with what a line of a script gives its fault. */
function valueProblem({ fault = '', value, path }: Partial<Step>): string | undefined {
  if (notInScripts.includes(fault)) return `${fault} 不能写在 script 里`;
  if (path !== undefined && withoutPath.includes(fault)) return `${fault} 不分路径，不能有 path`;
  if ((counted as readonly string[]).includes(fault)) return value === undefined ? undefined : `${fault} 没有 value`;
  if (fault === 'refuse') return isRefuse({ path, code: value }) ? undefined : 'refuse 要有 path，value 是错误码';
  const simple = typeof value === 'number' || typeof value === 'string';
  const problem = problemOf(fault, value);
  return problem === undefined && !simple ? `${fault} 的 value 应为数字或文字` : problem;
}

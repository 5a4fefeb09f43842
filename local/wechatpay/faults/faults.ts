import type { FinalRefundState } from '../trade/refund';
import type { Settings } from '../world/settings';
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
  refuse?: Refuse | Refuse[];
  lateBillsSeconds?: number;
  wrongBill?: WrongBill;
  refundOutcome?: RefundOutcome | { outcome: RefundOutcome; times: number };
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

/** The faults in force. They survive a restart, as everything here does. */
export class Faults {
  readonly #settings: Settings;
  #current: FaultSet;

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
    this.#change({ ...this.#current, ...(asked as FaultSet) });
    return {};
  }

  clear() {
    this.#change({});
  }

  /** Whether the fault strikes now; a counted one is used up by asking. */
  take(name: Counted): boolean {
    const left = this.#current[name];
    if (left === undefined || left === 0) return false;
    if (left !== true) this.#use(name, left);
    return true;
  }

  number(name: Seconds): number {
    return this.#current[name] ?? 0;
  }

  /** The status to answer with instead of doing anything, if there is one. */
  takeAnswerStatus(): number | undefined {
    const fault = this.#current.answerStatus;
    if (fault === undefined || typeof fault === 'number') return fault;
    const { answerStatus: _, ...others } = this.#current;
    this.#change(fault.times > 1 ? { ...others, answerStatus: { ...fault, times: fault.times - 1 } } : others);
    return fault.status;
  }

  /** The documented error to refuse a call of this path with (the path as the operation writes it), if there is one. */
  takeRefusal(path: string): string | undefined {
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
  return `没有名为 ${name} 的故障。可用的有：${faultNames.join('、')}`;
}

import type { RefundOrder } from '../../../cloudfunctions/lib/payment/refund-order';
import type { ShippingInfo } from '../../../cloudfunctions/lib/payment/shipment';
import { Carrier, type Delivery } from './carrier';
import { Choices, hashText } from './choices';
import { Chronicle } from './chronicle';
import { drawFaults, type Faults, NO_FAULTS } from './faults';
import type { Invocation } from './invocation';
import { PlatformClock } from './platform-clock';
import { Scheduler } from './scheduler';
import { type Change, Store } from './store';
import { VirtualWechat } from './virtual-wechat';

/** Which history to live through. The same plan gives the same history, byte for byte. */
export interface Plan {
  seed: number;
  /** The kind of day; drawn from the seed unless given. */
  faults?: Partial<Faults>;
  /** What is left out: keys as they stand in `Outcome.happened`. */
  without?: ReadonlySet<string>;
  /** The crash points, counted over the whole history, at which the invocation dies. */
  crashAt?: readonly number[];
  /** Keep every line of the history, and not its hash alone. */
  record?: boolean;
}

/** A rule that does not hold: which, and what was seen. */
export interface Breach {
  invariant: string;
  says: string;
  seen: string;
  /** Milliseconds since the history began. */
  at: number;
}

export interface Stats {
  effects: number;
  commits: number;
  conflicts: number;
  deaths: number;
  crashPoints: number;
}

/** What is checked as it happens. */
export interface Happenings {
  commit: { by: Invocation; changes: readonly Change[] };
  answer: { by: Invocation; reply: unknown };
  /** Before WeChat decides on it. */
  refund: { by: Invocation; refund: RefundOrder };
  /** Before the receiver counts it. */
  delivery: { by: Invocation; delivery: Delivery };
  upload: { by: Invocation; info: ShippingInfo };
}

type Found = Omit<Breach, 'at'> | undefined;

/** Who checks what, and answers with the first rule that is broken. */
export type Inspector = { [K in keyof Happenings]: (world: World, happening: Happenings[K]) => Found };

/** When the platform's clock calls for the last time: everything has come to rest long before. */
const LAST_TICK = 46 * 3600_000;

/** Everything there is in one history: time, the database, WeChat, and what has happened so far. */
export class World {
  readonly scheduler = new Scheduler();
  readonly store = new Store();
  readonly wechat: VirtualWechat;
  readonly carrier: Carrier;
  readonly chronicle = new Chronicle();
  readonly stats: Stats = { effects: 0, commits: 0, conflicts: 0, deaths: 0, crashPoints: 0 };
  /** What happened by chance and could be left out, in order. */
  readonly happened: string[] = [];
  readonly lines: string[] = [];
  /** Which number each request of a buyer was answered with. */
  readonly numbers = new Map<string, string>();
  /** Calls that got no answer, or an excuse, although nothing broke. */
  readonly unanswered: string[] = [];
  /** The alerts that a person has been sent. */
  readonly alerted = new Set<string>();
  readonly seed: number;
  faults: Faults;
  breach: Breach | undefined;
  hash = hashText('');
  readonly #began = this.scheduler.now;
  readonly #clock = new PlatformClock(this, this.#began + LAST_TICK);
  readonly #drawn: Faults;
  readonly #dead = new Map<string, boolean>();
  /** From this moment on nothing breaks any more. */
  healedAt = Number.POSITIVE_INFINITY;
  readonly #names = new Map<string, number>();

  constructor(
    readonly plan: Plan,
    private readonly inspector: Inspector,
  ) {
    this.seed = plan.seed;
    this.wechat = new VirtualWechat(this);
    this.carrier = new Carrier(this);
    this.#drawn = { ...drawFaults(plan.seed), ...plan.faults };
    this.faults = this.#drawn;
  }

  /** Whether nothing has ever broken, but for notifications. */
  get isCalm(): boolean {
    const { loseAllNotifications: _, ...others } = this.#drawn;
    return this.plan.crashAt === undefined && Object.values(others).every((probability) => probability === 0);
  }

  get losesAllNotifications(): boolean {
    return this.#drawn.loseAllNotifications;
  }

  /** From now on nothing breaks any more; but notifications that are lost all day are lost all day. */
  heal(): void {
    this.faults = { ...NO_FAULTS, loseAllNotifications: this.losesAllNotifications };
    this.healedAt = this.scheduler.now;
    this.note('—', 'from now on nothing breaks');
  }

  /** Whether something that may be left out of the history happens. The chance is drawn in any case. */
  happens(key: string, probability: number, choices: Choices): boolean {
    if (!choices.chance(probability) || this.plan.without?.has(key)) return false;
    this.happened.push(key);
    return true;
  }

  /** Counts the points at which a process can die, and says whether this is one of those asked for. */
  reachesCrashPoint(): boolean {
    if (this.scheduler.now >= this.healedAt) return false;
    const point = this.stats.crashPoints++;
    return this.plan.crashAt?.includes(point) ?? false;
  }

  /** `prepay 2` for the second of that name, so that every invocation has a name of its own. */
  nameOf(kind: string): string {
    const count = (this.#names.get(kind) ?? 0) + 1;
    this.#names.set(kind, count);
    return `${kind} ${count}`;
  }

  note(who: string, what: string): void {
    const line = `${this.scheduler.now - this.#began} ${who}: ${what}`;
    this.hash = hashText(line, this.hash);
    if (this.plan.record) this.lines.push(line);
  }

  committed(by: Invocation, changes: readonly Change[]): void {
    this.stats.commits++;
    // A lease is nobody's money.
    if (changes.every(({ collection }) => collection === 'jobs')) return;
    this.chronicle.keep(changes, this.scheduler.now);
    this.#clock.expect(changes);
    this.inspect('commit', { by, changes });
  }

  inspect<K extends keyof Happenings>(kind: K, happening: Happenings[K]): void {
    this.check(this.inspector[kind](this, happening));
  }

  /** Whether something never works, all day. */
  isDead(what: string): boolean {
    const known = this.#dead.get(what) ?? this.happens(what, this.#drawn.deadReceiver, new Choices(this.seed, what));
    this.#dead.set(what, known);
    return known;
  }

  /** Product code fell over something that its authors did not foresee. */
  unexpected(by: Invocation, error: unknown): void {
    const seen = `${by.name}: ${(error as Error)?.stack?.split('\n').slice(0, 3).join(' ') ?? error}`;
    this.check({ invariant: 'X1', says: 'no call fails in a way that nobody foresaw', seen });
  }

  /** The first breach ends the history. */
  check(found: Found): void {
    if (!found || this.breach) return;
    this.breach = { ...found, at: this.scheduler.now - this.#began };
    this.note('✗', `${found.invariant} ${found.says}: ${found.seen}`);
    this.scheduler.stop();
  }
}

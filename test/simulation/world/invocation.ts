import type { Trade } from '../../../cloudfunctions/lib/payment/trade';
import { drawFrom } from './ambience';
import type { Call } from './call-function';
import { Choices } from './choices';
import type { Faults } from './faults';
import type { World } from './world';

/** A kind of effect: how long it takes, and what it means to hear nothing of it. */
export interface EffectKind {
  milliseconds: number;
  silence: keyof Faults;
  /** How long an answer takes; where it does not matter it is left out, as if it were part of the way to the next effect. */
  back?: number;
  /** How long the caller waits for an answer that does not come. */
  patience: number;
  silent(): Error;
  /** Whether what was asked for may have been done although nothing was heard; `later` also after the caller gave up. */
  fates: readonly [Fate, ...Fate[]];
  /** How much later `later` may be. */
  lateBy?: number;
}

type Fate = 'undone' | 'done' | 'later';

/** At which of its two points an invocation dies. */
type CrashPoint = 'before' | 'after';

const LATE_BY = 30_000;

/**
 * One call of a cloud function, in a process of its own. Everything it does to the world is an effect, and every effect
 * is a point at which the seed decides: how long, crash before, crash after, an answer that never comes. The promises
 * of a dead invocation are never settled, so nothing of it goes on.
 */
export class Invocation {
  alive = true;
  /** What WeChat last answered to a query of this invocation. */
  lastTold: Trade | undefined;
  readonly choices: Choices;
  /** Whether taking and returning leases takes time and can fail, like all else. */
  readonly feelsLeases: boolean;
  /** Whether it finds every lease free, as a process does whose clock is ahead. */
  readonly ignoresLeases: boolean;
  #effects = 0;
  #answered = false;
  #onDeath: (() => void) | undefined;

  constructor(
    readonly world: World,
    /** Unique in the history, and the same whatever else is left out of it. */
    readonly name: string,
    readonly call: Call,
  ) {
    this.choices = new Choices(world.seed, name);
    this.feelsLeases = this.choices.chance(world.faults.feltLeases);
    this.ignoresLeases = world.happens(`${name}: no lease holds`, world.faults.looseLeases, this.choices);
  }

  effect<T>(kind: EffectKind, what: string, perform: () => T): Promise<T> {
    const { world, choices, name } = this;
    const { scheduler } = world;
    const faults = world.faults;
    const key = `${name} · ${++this.#effects} ${what}`;
    const there = 1 + choices.below(kind.milliseconds) + (choices.chance(faults.slow) ? choices.below(15_000) : 0);
    const back = kind.back ? choices.below(kind.back) : 0;
    const fate = choices.pick(kind.fates);
    const lateBy = fate === 'later' ? choices.below(kind.lateBy ?? LATE_BY) : 0;
    const silent = world.happens(`${key}: silence (${fate})`, faults[kind.silence] as number, choices);
    const crash = { before: this.#fated(key, 'before'), after: this.#fated(key, 'after') };
    world.stats.effects++;
    return new Promise<T>((resolve, reject) => {
      scheduler.after(there, () => {
        if (!this.alive) return;
        if (crash.before()) return this.die(`crashes before ${what}`);
        const answer = silent && fate !== 'done' ? undefined : attempt(perform);
        if (silent && fate === 'later') scheduler.after(lateBy, () => void attempt(perform));
        world.note(name, `${what}${silent ? ` … silence (${fate})` : ` → ${describe(answer)}`}`);
        if (crash.after()) return this.die(`crashes after ${what}`);
        const hear = () => {
          if (!this.alive) return;
          drawFrom(choices);
          if (silent) reject(kind.silent());
          else if (answer?.ok) resolve(answer.value);
          else reject(answer?.error);
        };
        if (silent) scheduler.after(kind.patience, hear);
        else if (back > 0) scheduler.after(back, hear);
        else hear();
      });
    });
  }

  /**
   * What takes no time and cannot fail: for requests that change nothing and tell nothing new, so that a crash on either side
   * of them is one and the same.
   */
  async atOnce<T>(perform: () => T): Promise<T> {
    return perform();
  }

  pause(milliseconds: number): Promise<void> {
    return new Promise((resume) => {
      this.world.scheduler.after(milliseconds, () => {
        if (this.alive) resume();
      });
    });
  }

  die(how: string): void {
    if (!this.alive) return;
    this.alive = false;
    if (this.#answered) return;
    this.world.stats.deaths++;
    this.world.note(this.name, how);
    this.#onDeath?.();
  }

  /** It has answered. The platform may never run it again, or let it go on until its time is up. */
  answer(freezes: boolean): void {
    this.#answered = true;
    if (freezes) this.alive = false;
  }

  onDeath(listener: () => void): void {
    this.#onDeath = listener;
  }

  /** Chance is drawn at once, so that the choices do not depend on what happens meanwhile; numbered points are counted as they are reached. */
  #fated(key: string, point: CrashPoint): () => boolean {
    const drawn = this.world.happens(`${key}: crash ${point}`, this.world.faults.crash, this.choices);
    return () => this.world.reachesCrashPoint() || drawn;
  }
}

type Attempt<T> = { ok: true; value: T } | { ok: false; error: unknown };

function attempt<T>(perform: () => T): Attempt<T> {
  try {
    return { ok: true, value: perform() };
  } catch (error) {
    return { ok: false, error };
  }
}

function describe(answer: Attempt<unknown> | undefined): string {
  if (!answer?.ok) return String((answer?.error as { code?: string })?.code ?? answer?.error);
  const { value } = answer;
  if (value === undefined || value === null) return 'done';
  if (typeof value !== 'object') return String(value);
  const { status, state, prepayId, data } = value as Record<string, unknown>;
  if (Array.isArray(data)) return `${data.length} found`;
  if (data === null) return 'none';
  if (typeof data === 'object') return describe({ ok: true, value: data });
  return String(status ?? state ?? prepayId ?? 'done');
}

import { callFunction } from './call-function';
import { Choices } from './choices';
import { START } from './scheduler';
import type { Change, Document } from './store';
import type { World } from './world';

const MINUTE = 60_000;

/**
 * The platform's clock, which calls the back office once a minute, now and then twice, and now and then not at all. Minutes
 * in which nothing can be due are passed over: all that a call in them does is to take leases and to give them back.
 */
export class PlatformClock {
  readonly #planned = new Set<number>();

  constructor(
    private readonly world: World,
    /** Nobody calls after this moment. */
    private readonly until: number,
  ) {}

  /** What was committed may be due some day. */
  expect(changes: readonly Change[]): void {
    for (const { collection, document } of changes) this.#plan(dueAt(collection, document));
  }

  #plan(moment: number): void {
    const { now } = this.world.scheduler;
    const minute = Math.floor(Math.max(moment, now) / MINUTE) + 1;
    if (minute * MINUTE > this.until || this.#planned.has(minute)) return;
    this.#planned.add(minute);
    this.world.scheduler.at(minute * MINUTE, () => this.#call(minute));
  }

  #call(minute: number): void {
    const { world } = this;
    const { faults, scheduler } = world;
    this.#planned.delete(minute);
    if (!this.#isAnythingDue()) return;
    // What fails in this minute is due in the next.
    this.#plan(scheduler.now);
    const name = `minute ${minute - START / MINUTE}`;
    const choices = new Choices(world.seed, name);
    const doubled = world.happens(`${name}: called twice`, faults.doubledTick, choices);
    if (world.happens(`${name}: left out`, faults.droppedTick, choices)) return;
    this.#tick();
    if (doubled) scheduler.after(choices.below(choices.pick([60, 400, 3_000])), () => this.#tick());
  }

  #tick(): void {
    void callFunction(this.world, {
      who: 'clock',
      functionName: 'backoffice',
      event: { Type: 'Timer', TriggerName: 'every-minute', Time: '' },
      caller: { source: 'wx_trigger', clientIp: '' },
    });
  }

  #isAnythingDue(): boolean {
    const { store, scheduler } = this.world;
    return ['orders', 'refunds', 'outbox'].some((collection) =>
      store.all(collection).some((document) => dueAt(collection, document) < scheduler.now),
    );
  }
}

/** The first moment at which one of the jobs may find the document; never, for what has come to its end. */
function dueAt(collection: string, document: Document): number {
  const { status, nextCheckAt, expireAt, leaseUntil } = document as Readonly<Record<string, unknown>>;
  switch (`${collection} ${status}`) {
    case 'orders CREATED':
      return Math.max(Number(nextCheckAt), Number(expireAt));
    case 'orders PAYING':
    case 'orders CLOSING':
    case 'orders CLOSED':
    case 'refunds REQUESTED':
    case 'refunds SUBMITTED':
    case 'refunds ABNORMAL':
      return Number(nextCheckAt);
    case 'outbox PENDING':
      return Number(leaseUntil);
    default:
      return Number.POSITIVE_INFINITY;
  }
}

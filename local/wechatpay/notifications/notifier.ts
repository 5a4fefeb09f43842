import type { GatewayParts } from '../gateway-parts';
import { signed } from '../protocol/signed';
import type { Attempt, Notification, Outcome } from '../world/notifications';
import type { MessageWriter, NotificationMessage } from './message';
import { type Posted, post } from './post';

const maxInFlight = 8;
const maxTimer = 2 ** 31 - 1;
/** A timer fires some milliseconds late; that must not shift the cadence. A gateway that was switched off must. */
const tolerance = 1_000;
/** A held notification goes out so long after the one that overtook it, or alone after the second. */
const afterOvertaking = 1_000;
const heldAlone = 15_000;

export interface Walked {
  /** Attempts that got an answer, whatever it said. */
  delivered: number;
  acknowledged: number;
}

/** Tells merchants what happened, again and again until they have heard it: in real time, or hurried by the clock. */
export class Notifier {
  readonly #gateway: GatewayParts;
  readonly #writer: MessageWriter;
  readonly #abort = new AbortController();
  readonly #inFlight = new Map<number, Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  #walk: Promise<unknown> = Promise.resolve();
  #walking = 0;

  constructor(gateway: GatewayParts, writer: MessageWriter) {
    this.#gateway = gateway;
    this.#writer = writer;
  }

  /** When a notification of something that happens at a moment first goes out. With the fault `reorderNotifications`, each waits for the next one. */
  firstAttempt(moment: number): Pick<Notification, 'nextAt' | 'status'> {
    const { faults, world } = this.#gateway;
    const delay = faults.number('delayNotificationsSeconds') * 1000;
    const overtaken = world.notifications.held();
    if (overtaken) {
      const earliest = Math.max(moment, overtaken.createdAt) + delay + afterOvertaking;
      world.notifications.reschedule(overtaken.id, overtaken.attempts, earliest, 'pending');
    } else if (faults.take('reorderNotifications')) {
      return { nextAt: moment + delay + heldAlone, status: 'held' };
    }
    return { nextAt: moment + delay, status: 'pending' };
  }

  /** Sends what is due and sets the timer for what is not. */
  wake() {
    clearTimeout(this.#timer);
    if (this.#walking > 0 || this.#abort.signal.aborted) return;
    const { clock, world } = this.#gateway;
    for (const notification of world.notifications.next(maxInFlight * 2)) {
      if (this.#inFlight.has(notification.id)) continue;
      const wait = notification.nextAt - clock.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.wake(), Math.min(wait, maxTimer));
        return;
      }
      if (this.#inFlight.size >= maxInFlight) return;
      this.#start(notification);
    }
  }

  /** Moves the clock to a moment, sending on the way whatever falls due, in order. */
  walkTo(moment: number): Promise<Walked> {
    const walk = this.#walk.then(() => this.#walkTo(moment));
    this.#walk = walk.catch(() => undefined);
    return walk;
  }

  async stop() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    await Promise.allSettled([...this.#inFlight.values(), this.#walk]);
  }

  async #walkTo(moment: number): Promise<Walked> {
    const { clock, world } = this.#gateway;
    const walked: Walked = { delivered: 0, acknowledged: 0 };
    this.#walking += 1;
    try {
      await Promise.allSettled(this.#inFlight.values());
      for (;;) {
        const [next] = world.notifications.next(1);
        if (!next || next.nextAt > moment || this.#abort.signal.aborted) break;
        clock.moveTo(next.nextAt);
        const outcome = await this.#attempt(next);
        if (outcome === 'acknowledged' || outcome === 'rejected') walked.delivered += 1;
        if (outcome === 'acknowledged') walked.acknowledged += 1;
      }
      clock.moveTo(moment);
    } finally {
      this.#walking -= 1;
      this.wake();
    }
    return walked;
  }

  #start(notification: Notification & { nextAt: number }) {
    const attempt = this.#attempt(notification)
      .catch(() => undefined)
      .then(() => {
        this.#inFlight.delete(notification.id);
        this.wake();
      });
    this.#inFlight.set(notification.id, attempt);
  }

  async #attempt(notification: Notification & { nextAt: number }): Promise<Outcome> {
    const { clock, faults, world } = this.#gateway;
    const now = clock.now();
    const at = now - notification.nextAt < tolerance ? notification.nextAt : now;
    const number = notification.attempts + 1;
    const { written, copies } = faults.during(new URL(notification.url).pathname, () => {
      const written = faults.take('loseNotifications') ? undefined : this.#writer.write(notification);
      return { written, copies: written && faults.take('doubleNotifications') ? 2 : 1 };
    });
    const message = written && (await signed(written));
    const attempts = await Promise.all(
      Array.from({ length: copies }, () => this.#send(notification, message, number, at)),
    );
    const heard = attempts.some(({ outcome }) => outcome === 'acknowledged');
    const outcome = heard ? 'acknowledged' : (attempts[0] as Attempt).outcome;
    // An attempt that was cut off by the end of the process was none: it is due again at the next start.
    if (this.#abort.signal.aborted && !heard) return outcome;
    const wait = this.#writer.cadence(notification)[number - 1];
    world.transaction(() => {
      for (const attempt of attempts) world.notifications.addAttempt(attempt);
      if (heard) world.notifications.reschedule(notification.id, number, null, 'acknowledged');
      else if (wait === undefined) world.notifications.reschedule(notification.id, number, null, 'exhausted');
      else world.notifications.reschedule(notification.id, number, at + wait * 1000, 'pending');
    });
    return outcome;
  }

  async #send(
    notification: Notification,
    message: NotificationMessage | undefined,
    number: number,
    at: number,
  ): Promise<Attempt> {
    const started = Date.now();
    const posted = message
      ? await post(notification.url, message.headers, message.body, this.#abort.signal)
      : ({ kind: 'lost', reason: '按要求丢失，没有发出' } as const);
    const outcome = outcomeOf(posted, message);
    const hint = outcome === 'rejected' ? message?.hint : undefined;
    const durationMs = Date.now() - started;
    const answer = posted.kind === 'answered' ? posted.answer : undefined;
    const attempt = {
      notificationId: notification.id,
      number,
      at: new Date(started).toISOString(),
      virtualAt: new Date(at).toISOString(),
      outcome,
      status: answer?.status ?? null,
      answer: posted.kind === 'answered' ? posted.answer.body.slice(0, 2000) : posted.reason,
      durationMs,
    };
    if (this.#abort.signal.aborted && outcome !== 'acknowledged') return attempt;
    this.#gateway.world.exchanges.add({
      at: attempt.at,
      virtualAt: attempt.virtualAt,
      direction: 'notification',
      method: 'POST',
      path: notification.url,
      title: this.#writer.title(notification),
      outTradeNo: notification.outTradeNo,
      attempt: number,
      request: { headers: message?.headers ?? {}, body: message?.body ?? '' },
      ...(answer && { answer }),
      verdict:
        outcome === 'acknowledged'
          ? { ok: true }
          : { ok: false, reason: `第 ${number} 次：${[attempt.answer, hint].filter(Boolean).join('。')}` },
      ...(message?.signed !== undefined && { signed: message.signed }),
      durationMs,
    });
    return attempt;
  }
}

function outcomeOf(posted: Posted | { kind: 'lost' }, message: NotificationMessage | undefined): Outcome {
  if (posted.kind !== 'answered') return posted.kind;
  return message?.accepts(posted.answer) ? 'acknowledged' : 'rejected';
}

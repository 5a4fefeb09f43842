import { drainMicrotasks } from './drain-microtasks';

interface Event {
  moment: number;
  serial: number;
  action: () => void;
}

/** 10 December 2026, 10:00 in Beijing, in milliseconds since 1970. */
export const START = 1_796_868_000_000;

/** Far more than a day of a shop needs: reaching it means that something goes round in circles. */
const MAX_EVENTS = 2_000_000;

/**
 * The only clock and the only queue. Whatever happens, happens as an event at a moment of virtual time; before the next
 * one, every continuation of it has run as far as it could.
 */
export class Scheduler {
  now = START;
  events = 0;
  #serial = 0;
  #stopped = false;
  /** A binary heap: the earliest first, and of those at one moment the one that was asked for first. */
  readonly #heap: Event[] = [];

  after(milliseconds: number, action: () => void): void {
    this.at(this.now + milliseconds, action);
  }

  at(moment: number, action: () => void): void {
    const heap = this.#heap;
    const event = { moment: Math.max(this.now, Math.round(moment)), serial: ++this.#serial, action };
    let i = heap.length;
    while (i > 0) {
      const above = (i - 1) >> 1;
      const parent = heap[above];
      if (!parent || comesFirst(parent, event)) break;
      heap[i] = parent;
      i = above;
    }
    heap[i] = event;
  }

  /** Runs until nothing is left to happen, or until it is stopped. */
  run(): void {
    for (let event = this.#take(); event && !this.#stopped; event = this.#take()) {
      if (++this.events > MAX_EVENTS) throw new Error(`A history has more than ${MAX_EVENTS} events.`);
      this.now = event.moment;
      event.action();
      drainMicrotasks();
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  #take(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      const left = heap[2 * i + 1];
      const right = heap[2 * i + 2];
      const child = left && right && comesFirst(right, left) ? right : left;
      if (!child || comesFirst(last, child)) break;
      heap[i] = child;
      i = child === left ? 2 * i + 1 : 2 * i + 2;
    }
    heap[i] = last;
    return first;
  }
}

function comesFirst(a: Event, b: Event): boolean {
  return a.moment < b.moment || (a.moment === b.moment && a.serial < b.serial);
}

/**
 * Node's own road to the microtask queue. It has no public name, and the public ways (setImmediate, a vm context with a
 * queue of its own) cost three to thirteen times as much, which would be most of a history's time.
 */
const { _tickCallback } = process as unknown as { _tickCallback?: () => void };

/** Runs every continuation that is ready, and those that they make ready, before it returns. */
export function drainMicrotasks(): void {
  _tickCallback?.();
}

/** Says so where it would drain nothing: in a continuation, or under a Node that has lost it. */
export function checkThatMicrotasksDrain(): void {
  let drained = false;
  Promise.resolve().then(() => {
    drained = true;
  });
  drainMicrotasks();
  if (!drained)
    throw new Error('Microtasks do not drain here: simulate from a timer or an I/O event, under Node 20 to 24.');
}

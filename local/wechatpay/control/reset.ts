import type { Control } from './control';

/** An empty world with the same keys, in real time. */
export const reset: Control = ({ clock, faults, notifier, world }) => {
  world.clear();
  faults.clear();
  clock.backToReal();
  notifier.wake();
  return { body: { now: new Date(clock.now()).toISOString() } };
};

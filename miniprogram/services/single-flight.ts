const underway = new Map<string, Promise<unknown>>();

/**
 * Runs `work` unless the same work is already running, whose promise the second caller then shares. A button that is
 * tapped twice before the page had time to disable it starts one payment.
 */
export function singleFlight<T>(name: string, work: () => Promise<T>): Promise<T> {
  const running = underway.get(name) as Promise<T> | undefined;
  if (running) return running;
  const started = work().finally(() => underway.delete(name));
  underway.set(name, started);
  return started;
}

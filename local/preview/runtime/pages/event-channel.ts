type Listener = (...args: unknown[]) => void;

/** What two pages say to each other when one opened the other (…/dev/api/route/EventChannel.html). */
export class EventChannel {
  private readonly listeners = new Map<string, Set<{ listener: Listener; once: boolean }>>();

  constructor(events: Record<string, Listener> = {}) {
    for (const [name, listener] of Object.entries(events)) this.on(name, listener);
  }

  emit(name: string, ...args: unknown[]) {
    for (const entry of [...(this.listeners.get(name) ?? [])]) {
      if (entry.once) this.listeners.get(name)?.delete(entry);
      entry.listener(...args);
    }
  }

  on(name: string, listener: Listener) {
    this.add(name, listener, false);
  }

  once(name: string, listener: Listener) {
    this.add(name, listener, true);
  }

  off(name: string, listener?: Listener) {
    for (const entry of [...(this.listeners.get(name) ?? [])]) {
      if (!listener || entry.listener === listener) this.listeners.get(name)?.delete(entry);
    }
  }

  private add(name: string, listener: Listener, once: boolean) {
    const entries = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, entries.add({ listener, once }));
  }
}

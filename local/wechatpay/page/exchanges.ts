import type { Exchange, LogPage } from '../../exchange';
import { ask } from './ask';

const atOnce = 100;
/** An id that no exchange will have; the control reads fifteen digits. */
const beyondAll = 999_999_999_999_999;
/** What the page remembers; the gateway keeps five thousand. */
const most = 2_000;

export interface Exchanges {
  /** Fetches what is new, and says whether anything was. */
  poll(): Promise<boolean>;
  /** Fetches a hundred more from before. */
  older(): Promise<void>;
  /** Whether there may be more from before, and the page remembers so many. */
  hasOlder(): boolean;
  /** Oldest first. */
  all(): Exchange[];
  clear(): void;
}

/** The log, from its end: what is new is followed, what is old is fetched when somebody wants it. */
export function createExchanges(): Exchanges {
  let kept: Exchange[] = [];
  let next: number | undefined;
  let more = false;
  const before = (id: number) => ask<LogPage<Exchange>>('GET', `log?before=${id}&limit=${atOnce}`);
  return {
    all: () => kept,
    hasOlder: () => more && kept.length < most,
    clear() {
      more = false;
      kept = [];
    },
    async poll() {
      try {
        const page =
          next === undefined ? await before(beyondAll) : await ask<LogPage<Exchange>>('GET', `log?after=${next}`);
        if (next === undefined) more = page.entries.length === atOnce;
        next = page.next;
        if (page.entries.length === 0) return false;
        kept = [...kept, ...page.entries].slice(-most);
        return true;
      } catch (error) {
        // A gateway that comes back may have another log, which counts from one again.
        next = undefined;
        kept = [];
        throw error;
      }
    },
    async older() {
      const first = kept[0];
      if (!first) return;
      const { entries } = await before(first.id);
      // Asked for twice, or forgotten meanwhile.
      if (kept[0] !== first) return;
      kept = [...entries, ...kept];
      more = entries.length === atOnce;
    },
  };
}

import type { CloudEvent, Exchange, LogPage } from '../../exchange';
import { type Entry, fromCloud, fromWechatpay } from './entry';

/** What the page remembers. A day of work fits; a night of tests does not fill the browser. */
const MOST_ENTRIES = 1_000;

/** A log comes in pages; a long one is caught up with over several polls. */
const MOST_PAGES = 10;

export interface Feed {
  /** Fetches what is new, and says whether anything was. Throws if the shop is not running. */
  poll(): Promise<boolean>;
  entries(): Entry[];
  clear(): void;
}

/** Both logs, followed by their cursors. */
export function createFeed(): Feed {
  const logs = [createFollower<Exchange>('wechatpay', fromWechatpay), createFollower<CloudEvent>('cloud', fromCloud)];
  return {
    async poll() {
      const news = await Promise.all(logs.map((log) => log.poll()));
      return news.includes(true);
    },
    entries: () => logs.flatMap((log) => log.entries()),
    clear() {
      for (const log of logs) log.clear();
    },
  };
}

function createFollower<T>(name: string, toEntry: (one: T) => Entry) {
  let after = 0;
  let kept: Entry[] = [];
  return {
    entries: () => kept,
    clear() {
      kept = [];
    },
    async poll() {
      let news = false;
      for (let page = 0; page < MOST_PAGES; page++) {
        const read = await readPage<T>(name, after);
        if (!read) {
          // A server that went away comes back with a log that may count from one again.
          after = 0;
          kept = [];
          throw new Error(`The log of ${name} cannot be read.`);
        }
        after = read.next;
        if (read.entries.length === 0) break;
        kept = [...kept, ...read.entries.map(toEntry)].slice(-MOST_ENTRIES);
        news = true;
      }
      return news;
    },
  };
}

async function readPage<T>(name: string, after: number): Promise<LogPage<T> | undefined> {
  try {
    const answer = await fetch(`/_panel/${name}?after=${after}`);
    return answer.ok ? ((await answer.json()) as LogPage<T>) : undefined;
  } catch {
    return undefined;
  }
}

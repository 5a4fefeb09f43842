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
    entries: () => logs.flatMap((log) => log.entries),
    clear() {
      for (const log of logs) log.entries = [];
    },
  };
}

function createFollower<T>(name: string, toEntry: (one: T) => Entry) {
  let after = 0;
  return {
    entries: [] as Entry[],
    async poll() {
      let news = false;
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer = await fetch(`/_panel/${name}?after=${after}`);
        if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
        const { entries, next } = (await answer.json()) as LogPage<T>;
        after = next;
        if (entries.length === 0) break;
        this.entries = [...this.entries, ...entries.map(toEntry)].slice(-MOST_ENTRIES);
        news = true;
      }
      return news;
    },
  };
}

import type { PageStack } from '../pages/page-stack';
import type { TabBar } from '../pages/tab-bar';
import type { Phone } from '../phone';

/** What the groups of APIs work on. */
export interface Context {
  phone: Phone;
  stack: PageStack;
  tabBar: TabBar;
  appid: string;
  openid: string;
}

/** A group of APIs: what it adds to `wx`. */
export type ApiGroup = (context: Context) => Record<string, unknown>;

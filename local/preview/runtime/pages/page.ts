import type { Root } from 'glass-easel-miniprogram-adapter';
import type { WindowConfig } from '../../program';
import type { PageBox } from './page-box';
import type { PullDown } from './pull-down';
import type { Route } from './route';

/** A page of the stack. */
export interface PageFrame {
  route: Route;
  config: WindowConfig;
  root: Root;
  /** The page as its own code sees it. */
  instance: PageInstance;
  box: PageBox;
  pullDown?: PullDown;
  tabBar?: Root;
}

export interface PageInstance {
  route: string;
  options: Record<string, string>;
  getTabBar?: () => unknown;
  getOpenerEventChannel?: () => unknown;
  [name: string]: unknown;
}

/** Calls one of the page's own handlers, if it has it. An error in it is reported and stops nothing here. */
export function callPage({ instance }: PageFrame, name: string, ...args: unknown[]): unknown {
  const handler = instance[name];
  if (typeof handler !== 'function') return undefined;
  try {
    return handler.apply(instance, args);
  } catch (error) {
    console.error(error);
    return undefined;
  }
}

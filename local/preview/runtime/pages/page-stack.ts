import { closePage, createPage, loadPage, type PageMaker } from './open-page';
import { callPage, type PageFrame } from './page';
import { parseRoute, type Route } from './route';

export interface PageStack {
  frames: readonly PageFrame[];
  top(): PageFrame | undefined;
  isTab(path: string): boolean;
  /** The navigation APIs; each throws the reason why WeChat would refuse. */
  navigateTo(url: string, eventChannel: unknown): void;
  redirectTo(url: string): void;
  switchTab(url: string): void;
  reLaunch(url: string): void;
  navigateBack(delta?: number): void;
  /** Opens these pages from the first to the last, instead of all there is. */
  restore(routes: Route[]): void;
}

const limit = 10;

/**
 * The pages that are open. A page of the tab bar lives on when another is chosen; every other page ends when it
 * leaves the stack (…/dev/framework/app-service/route.html).
 */
export function createPageStack(maker: PageMaker, moved: (top: PageFrame) => void): PageStack {
  const { program } = maker;
  const frames: PageFrame[] = [];
  const tabs = new Map<string, PageFrame>();
  const ready = new WeakSet<PageFrame>();
  const isTab = (path: string) => program.tabBar?.list.some(({ pagePath }) => pagePath === path) ?? false;
  const top = () => frames.at(-1);

  const read = (url: string) => {
    const route = parseRoute(url, top()?.route.path);
    if (!program.pages.includes(route.path)) throw new Error(`page "${route.path}" is not found`);
    return route;
  };
  const push = (route: Route, eventChannel?: unknown): PageFrame => {
    const { path } = route;
    const isHome = path === program.pages[0] || isTab(path);
    const frame = createPage(maker, route, {
      isTab: isTab(path),
      back: frames.length > 0 ? () => navigateBack() : undefined,
      home: isHome ? undefined : () => reLaunch(`/${program.pages[0]}`),
      eventChannel,
    });
    frames.push(frame);
    if (isTab(path)) tabs.set(path, frame);
    frame.box.hide();
    // Among the open pages before it loads, because `onLoad` may ask for them.
    loadPage(frame);
    return frame;
  };
  const show = (frame: PageFrame) => {
    frame.box.show();
    moved(frame);
    frame.root.getComponent().triggerPageLifetime('show', []);
    callPage(frame, 'onShow');
    if (!ready.has(frame)) callPage(frame, 'onReady');
    ready.add(frame);
  };
  const hide = (frame: PageFrame) => {
    frame.box.hide();
    frame.root.getComponent().triggerPageLifetime('hide', []);
    callPage(frame, 'onHide');
  };
  const close = (frame: PageFrame) => {
    tabs.delete(frame.route.path);
    closePage(frame);
  };

  const navigateTo = (url: string, eventChannel: unknown) => {
    const route = read(url);
    if (isTab(route.path)) throw new Error('can not navigateTo a tabbar page');
    if (frames.length >= limit) throw new Error('webview count limit exceed');
    const before = top();
    const frame = push(route, eventChannel);
    if (before) hide(before);
    show(frame);
  };
  const navigateBack = (delta = 1) => {
    if (frames.length < 2) throw new Error('cannot navigate back at first page');
    for (const frame of frames.splice(Math.max(1, frames.length - Math.max(1, delta)))) close(frame);
    show(top() as PageFrame);
  };
  const redirectTo = (url: string) => {
    const route = read(url);
    if (isTab(route.path)) throw new Error('can not redirectTo a tabbar page');
    const before = frames.pop();
    const frame = push(route);
    if (before) close(before);
    show(frame);
  };
  const switchTab = (url: string) => {
    const { path } = read(url);
    if (!isTab(path)) throw new Error('can not switch to no-tabBar page');
    if (top()?.route.path === path) return;
    const left = frames.splice(0);
    const kept = tabs.get(path);
    for (const frame of left.reverse()) {
      if (!isTab(frame.route.path)) close(frame);
      else if (frame !== kept && frame.box.element.hasAttribute('data-current')) hide(frame);
    }
    if (kept) frames.push(kept);
    show(kept ?? push({ path, query: {} }));
  };
  const restore = (routes: Route[]) => {
    for (const frame of frames.splice(0).reverse()) if (!tabs.has(frame.route.path)) close(frame);
    for (const frame of [...tabs.values()]) close(frame);
    for (const route of routes) push(route);
    show(top() as PageFrame);
  };
  const reLaunch = (url: string) => restore([read(url)]);
  return { frames, top, isTab, navigateTo, redirectTo, switchTab, reLaunch, navigateBack, restore };
}

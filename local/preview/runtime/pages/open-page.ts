import type { AssociatedBackend, Root } from 'glass-easel-miniprogram-adapter';
import type { Program } from '../../program';
import type { DefineComponent } from '../define-components';
import type { CodeSpace } from '../framework';
import type { Phone } from '../phone';
import { callPage, type PageFrame, type PageInstance } from './page';
import { createPageBox } from './page-box';
import { watchPullDown } from './pull-down';
import { formatRoute, type Route } from './route';

export interface PageMaker {
  phone: Phone;
  program: Program;
  code: CodeSpace;
  backend: AssociatedBackend;
  define: DefineComponent;
}

interface Opening {
  isTab: boolean;
  back?: () => void;
  home?: () => void;
  eventChannel: unknown;
}

const tabBarId = 'custom-tab-bar/index';

/** Creates a page, still outside the phone. */
export function createPage(maker: PageMaker, route: Route, { isTab, back, home, eventChannel }: Opening): PageFrame {
  const { phone, program, code, backend, define } = maker;
  define(route.path);
  const config = { ...program.window, ...program.components[route.path]?.config };
  const custom = program.tabBar?.custom === true;
  const box = createPageBox(phone, route.path, config, isTab && !custom, { back, home });
  const root = backend.createRoot('wx-page', code, formatRoute(route));
  const instance = root.get() as unknown as PageInstance;
  const frame: PageFrame = { route, config, root, instance, box };
  setFields(instance, { route: route.path, options: route.query, getOpenerEventChannel: () => eventChannel });
  if (isTab && custom) {
    define(tabBarId);
    frame.tabBar = attach(backend.createRoot('custom-tab-bar', code, `/${tabBarId}`), box.view);
  }
  setFields(instance, { getTabBar: () => frame.tabBar?.get() });
  elementOf(root).setAttribute('data-route', route.path);
  return frame;
}

/** Puts a page into the phone and tells it what it was opened with; `onShow` and `onReady` are still to come. */
export function loadPage(frame: PageFrame) {
  const { root, box, config, route } = frame;
  attach(root, box.scroll);
  if (config.enablePullDownRefresh) {
    frame.pullDown = watchPullDown(box, config.backgroundTextStyle ?? 'dark', () =>
      callPage(frame, 'onPullDownRefresh'),
    );
  }
  reportScroll(frame);
  callPage(frame, 'onLoad', route.query);
}

/** Takes a page out of the phone and lets its components go. */
export function closePage(frame: PageFrame) {
  callPage(frame, 'onUnload');
  frame.root.release();
  frame.tabBar?.release();
  frame.box.element.remove();
}

/** The adapter's callers are shared by prototype; these fields are the page's own. */
function setFields(instance: PageInstance, fields: Partial<PageInstance>) {
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(instance, name, { value, writable: true, configurable: true });
  }
}

function attach(root: Root, parent: HTMLElement): Root {
  const placeholder = document.createElement('span');
  parent.append(placeholder);
  root.attach(parent as never, placeholder as never);
  return root;
}

function elementOf(root: Root): HTMLElement {
  return root.getComponent().getBackendElement() as unknown as HTMLElement;
}

function reportScroll(frame: PageFrame) {
  const { scroll } = frame.box;
  const distance = frame.config.onReachBottomDistance ?? 50;
  let atBottom = false;
  scroll.addEventListener('scroll', () => {
    callPage(frame, 'onPageScroll', { scrollTop: scroll.scrollTop });
    const near = scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - distance;
    if (near && !atBottom) callPage(frame, 'onReachBottom');
    atBottom = near;
  });
}

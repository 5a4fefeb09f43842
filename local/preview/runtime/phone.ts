import { element } from './dom';

/** The phone: the part of the page's document that plays the device. */
export interface Phone {
  element: HTMLElement;
  pages: HTMLElement;
  tabBar: HTMLElement;
  /** Toasts, dialogs and sheets, above the pages. */
  overlay: HTMLElement;
  width(): number;
  height(): number;
  statusBarHeight(): number;
  safeAreaBottom(): number;
  /** The capsule at the right end of the navigation bar, in the phone's coordinates. */
  capsule(): { left: number; top: number; right: number; bottom: number; width: number; height: number };
  /** Colour of what the system draws over the page: clock and capsule. */
  setForeground(style: 'black' | 'white'): void;
}

/** The phone is in China, as its messages are, wherever the browser is. */
const beijing = { timeZone: 'Asia/Shanghai', hourCycle: 'h23', hour: '2-digit', minute: '2-digit' } as const;

export function openPhone(root: HTMLElement): Phone {
  const clock = element('span', { class: 'pv-clock' });
  const statusBar = element(
    'div',
    { class: 'pv-status-bar', 'aria-hidden': 'true' },
    clock,
    element('span', { class: 'pv-signal' }),
  );
  const capsule = element('div', { class: 'pv-capsule', 'aria-hidden': 'true' }, element('i'), element('i'));
  const pages = element('div', { class: 'pv-pages' });
  const tabBar = element('nav', { class: 'pv-tab-bar', 'aria-label': '标签栏', hidden: true });
  const overlay = element('div', { class: 'pv-overlay' });
  const indicator = element('div', { class: 'pv-home-indicator', 'aria-hidden': 'true' });
  root.replaceChildren(pages, tabBar, statusBar, capsule, overlay, indicator);
  const tick = () => {
    clock.textContent = new Date().toLocaleTimeString('zh-CN', beijing);
  };
  tick();
  setInterval(tick, 10_000);
  return {
    element: root,
    pages,
    tabBar,
    overlay,
    width: () => root.clientWidth,
    height: () => root.clientHeight,
    statusBarHeight: () => statusBar.offsetHeight,
    safeAreaBottom: () => indicator.offsetHeight,
    capsule: () => {
      const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = capsule;
      return { left, top, right: left + width, bottom: top + height, width, height };
    },
    setForeground: (style) => {
      root.dataset.foreground = style;
    },
  };
}

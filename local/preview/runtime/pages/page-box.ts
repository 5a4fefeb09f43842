import type { WindowConfig } from '../../program';
import { element } from '../dom';
import type { Phone } from '../phone';

/** The part of the phone that shows one page: navigation bar, and below it the window in which the page scrolls. */
export interface PageBox {
  element: HTMLElement;
  view: HTMLElement;
  scroll: HTMLElement;
  title(): string;
  setTitle(title: string): void;
  setColors(foreground: 'black' | 'white', background: string): void;
  setLoading(loading: boolean): void;
  hideHomeButton(): void;
  show(): void;
  hide(): void;
}

interface Actions {
  /** What the button at the left of the bar does; without either there is none. */
  back?: () => void;
  home?: () => void;
}

export function createPageBox(
  phone: Phone,
  route: string,
  config: WindowConfig,
  hasTabBar: boolean,
  actions: Actions,
): PageBox {
  let foreground = config.navigationBarTextStyle ?? 'white';
  const title = element('span', { class: 'pv-title' }, config.navigationBarTitleText ?? '');
  const spinner = element('i', { class: 'pv-spinner', hidden: true });
  const home = actions.home && element('button', { class: 'pv-home', 'aria-label': '回到首页', onclick: actions.home });
  const back = actions.back && element('button', { class: 'pv-back', 'aria-label': '返回', onclick: actions.back });
  const bar = element('header', { class: 'pv-navigation-bar' }, back ?? home, spinner, title);
  const scroll = element('div', { class: 'pv-page-scroll' });
  const view = element('div', { class: 'pv-page-view' }, scroll);
  const box = element(
    'section',
    { class: `pv-page${hasTabBar ? ' pv-with-tab-bar' : ''}`, 'data-route': route },
    config.navigationStyle !== 'custom' && bar,
    view,
  );
  bar.style.background = config.navigationBarBackgroundColor ?? '#000000';
  bar.style.color = foreground;
  if (config.backgroundColor) view.style.background = config.backgroundColor;
  if (config.disableScroll) scroll.style.overflowY = 'hidden';
  phone.pages.append(box);
  return {
    element: box,
    view,
    scroll,
    title: () => title.textContent ?? '',
    setTitle: (text) => {
      title.textContent = text;
      if (box.hasAttribute('data-current')) document.title = text;
    },
    setColors: (style, background) => {
      foreground = style;
      bar.style.color = style;
      bar.style.background = background;
      phone.setForeground(style);
    },
    setLoading: (loading) => {
      spinner.hidden = !loading;
    },
    hideHomeButton: () => home?.remove(),
    show: () => {
      box.setAttribute('data-current', '');
      box.inert = false;
      phone.setForeground(foreground);
      if (title.textContent) document.title = title.textContent;
    },
    hide: () => {
      box.removeAttribute('data-current');
      box.inert = true;
    },
  };
}

import type { TabBarConfig, TabItem } from '../../program';
import { assetAddress } from '../asset-address';
import { element } from '../dom';
import type { Phone } from '../phone';

export interface TabBar {
  /** Shows the bar with this page chosen, or hides it where the page is none of its own. */
  show(path: string): void;
  setBadge(index: number, text: string | undefined): void;
  setDot(index: number, shown: boolean): void;
}

/** The bar that `app.json` describes; a custom one is a component of the mini program, and this stays hidden. */
export function createTabBar(
  { tabBar: bar }: Phone,
  config: TabBarConfig | undefined,
  tap: (item: TabItem, index: number) => void,
): TabBar {
  const list = config?.custom ? [] : (config?.list ?? []);
  const badges = list.map(() => element('b', { hidden: true }));
  const buttons = list.map((item, index) => {
    const icon = item.iconPath ? element('img', { alt: '' }) : undefined;
    return element(
      'button',
      { type: 'button', onclick: () => tap(item, index) },
      icon,
      badges[index],
      element('span', {}, item.text),
    );
  });
  bar.replaceChildren(...buttons);
  bar.style.background = config?.backgroundColor ?? '#ffffff';
  bar.style.borderTopColor = config?.borderStyle === 'white' ? '#ffffff' : '#00000022';
  return {
    show(path) {
      const chosen = list.findIndex(({ pagePath }) => pagePath === path);
      bar.hidden = chosen < 0;
      list.forEach((item, index) => {
        const button = buttons[index];
        const on = index === chosen;
        button?.setAttribute('aria-pressed', String(on));
        if (button) button.style.color = (on ? config?.selectedColor : config?.color) ?? '';
        const icon = button?.querySelector('img');
        const path = on ? (item.selectedIconPath ?? item.iconPath) : item.iconPath;
        if (icon && path) icon.src = assetAddress(path, '');
      });
    },
    setBadge(index, text) {
      const badge = badges[index];
      if (!badge) return;
      badge.hidden = text === undefined;
      badge.className = '';
      badge.textContent = text === undefined || text.length <= 4 ? (text ?? '') : '…';
    },
    setDot(index, shown) {
      const badge = badges[index];
      if (!badge) return;
      badge.hidden = !shown;
      badge.className = 'pv-dot';
      badge.textContent = '';
    },
  };
}

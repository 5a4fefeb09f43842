import { element } from '../../console/page/element';
import { button } from './button';

/** The log is one of them only where there is no room for it beside the others. */
const names = {
  log: '记录',
  orders: '订单',
  notifications: '通知',
  'handed-out': '付出',
  bills: '账单',
  faults: '故障',
} as const;
export type View = keyof typeof names;

export interface Tabs {
  element: HTMLElement;
  /** How many there are in a view, beside its name. */
  count(view: View, count: number): void;
  choose(view: View): void;
}

export function createTabs(onChoose: (view: View) => void): Tabs {
  const counts = new Map<string, HTMLElement>();
  const buttons = Object.entries(names).map(([view, name]) => {
    const made = button(name, '', () => choose(view as View), view);
    const count = element('span', 'count');
    counts.set(view, count);
    made.append(count);
    return [view, made] as const;
  });
  const choose = (view: View) => {
    for (const [name, made] of buttons) made.setAttribute('aria-pressed', String(name === view));
    onChoose(view);
  };
  return {
    element: element('nav', 'tabs', ...buttons.map(([, made]) => made)),
    choose,
    count(view, count) {
      const text = count > 0 ? String(count) : '';
      const badge = counts.get(view);
      if (badge && badge.textContent !== text) badge.textContent = text;
    },
  };
}

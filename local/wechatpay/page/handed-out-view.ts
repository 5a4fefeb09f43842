import { element } from '../../console/page/element';
import { button } from './button';
import { type HandedOut, handedOut } from './handed-out';
import { createList } from './list';
import { yuan } from './order-words';
import type { State } from './state';

export interface HandedOutView {
  element: HTMLElement;
  show(state: State): void;
}

/** The newest transfers, red packets, payments to users and shares; whoever looks at them is the user, too. */
export function createHandedOutView(onTake: (control: string, body: Record<string, string>) => void): HandedOutView {
  const list = createList<HandedOut>('cards', {
    keyOf: ({ key }) => key,
    versionOf: (one) => JSON.stringify(one),
    row: (one) => card(one, onTake),
  });
  const empty = element('p', 'nothing', '还没有付出去的钱：商家转账、红包、企业付款和分账会出现在这里。');
  return {
    element: element('section', 'view handed-out', element('div', 'scroll', empty, list.element)),
    show(state) {
      const all = handedOut(state);
      list.show(all);
      empty.hidden = all.length > 0;
    },
  };
}

function card(one: HandedOut, onTake: (control: string, body: Record<string, string>) => void): HTMLElement {
  const { state, tone, title, amount, number, notes, offers } = one;
  const buttons = offers.map(({ words, control, body }, index) =>
    button(words, '做收款的用户', () => onTake(control, body), index === 0 ? 'primary' : ''),
  );
  return element(
    'article',
    'card',
    element(
      'header',
      '',
      element('span', `badge ${tone}`, state),
      element('span', 'amount', yuan(amount)),
      element('span', 'what', title),
      element('span', 'number', number),
    ),
    ...notes.filter(Boolean).map((note) => element('p', 'faint url', note)),
    buttons.length > 0 ? element('div', 'actions', ...buttons) : undefined,
  );
}

import { element } from '../../console/page/element';
import { button } from './button';
import type { SetFault } from './fault-row';
import type { OperationView } from './state';

interface Refuse {
  path: string;
  code: string;
  times?: number;
}

export interface Refusals {
  element: HTMLElement;
  /** What is in force: one, several, or nothing. */
  show(refuse: unknown): void;
  offer(operations: OperationView[]): void;
}

/** Refuses calls of one operation with an error its page documents. */
export function createRefusals(set: SetFault): Refusals {
  let current: Refuse[] = [];
  let operations: OperationView[] = [];
  const inForce = element('div', '');
  const which = element('select', '');
  which.setAttribute('aria-label', '接口');
  const code = element('select', '');
  code.setAttribute('aria-label', '错误码');
  const times = element('input', 'few');
  times.type = 'number';
  times.min = '1';
  times.placeholder = '一直';
  times.setAttribute('aria-label', '次数');
  const chosen = () => operations[which.selectedIndex];
  const offerCodes = () => code.replaceChildren(...(chosen()?.errors ?? []).map((name) => element('option', '', name)));
  which.addEventListener('change', offerCodes);
  const add = button('加上', '从现在起这样拒绝这个接口', () => {
    const path = chosen()?.path;
    if (!path || !code.value) return;
    const count = Number(times.value);
    set('refuse', [...current, { path, code: code.value, ...(count > 0 && { times: count }) }]);
  });
  const remove = (one: Refuse) => {
    const others = current.filter((each) => each !== one);
    set('refuse', others.length > 0 ? others : undefined);
  };
  const form = element('div', 'refuse', which, code, times, element('span', 'faint', '次'), add);
  return {
    element: element('section', 'group', element('h3', '', '拒绝一个接口'), inForce, form),
    offer(offered) {
      operations = offered.filter(({ errors }) => errors.length > 0);
      which.replaceChildren(...operations.map(({ title, path }) => element('option', '', `${title} ${path}`)));
      offerCodes();
    },
    show(refuse) {
      const next = [refuse ?? []].flat() as Refuse[];
      if (JSON.stringify(next) === JSON.stringify(current)) return;
      current = next;
      inForce.replaceChildren(
        ...current.map((one) =>
          element(
            'div',
            'fault on',
            element('span', 'words', one.code, element('span', 'faint path', one.path)),
            element('span', 'faint', one.times ? `还有 ${one.times} 次` : '一直'),
            button('解除', '', () => remove(one)),
          ),
        ),
      );
    },
  };
}

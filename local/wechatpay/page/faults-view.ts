import { element } from '../../console/page/element';
import { button } from './button';
import { faultRow, type SetFault } from './fault-row';
import { type FaultWords, faultGroups } from './fault-words';
import { createList } from './list';
import { createRefusals } from './refusals';
import type { Faults, OperationView } from './state';

export interface FaultsView {
  element: HTMLElement;
  show(faults: Faults): void;
  /** The operations that can be told to refuse. */
  offer(operations: OperationView[]): void;
}

interface Step {
  fault: string;
  path?: string;
  times?: number | true;
  passed: number;
  struck: number;
}

/** Everything that can be made to go wrong. */
export function createFaultsView(set: SetFault, onClear: () => void): FaultsView {
  let current: Faults = {};
  const groups = faultGroups.map(({ title, faults }) => {
    const list = createList<FaultWords>('faults', {
      keyOf: ({ name }) => name,
      versionOf: ({ name }) => JSON.stringify(current[name]) ?? '',
      row: (fault) => faultRow(fault, current[fault.name], set),
    });
    const box = element('section', 'group', element('h3', '', title), list.element);
    return { box, show: () => list.show(faults) };
  });
  const refusals = createRefusals(set);
  const script = element('section', 'group');
  const clear = button('全部解除', '解除所有故障', onClear);
  const view = element(
    'section',
    'view faults',
    element(
      'div',
      'scroll',
      ...groups.map(({ box }) => box),
      refusals.element,
      script,
      element('div', 'actions', clear),
    ),
  );
  return {
    element: view,
    offer: refusals.offer,
    show(faults) {
      current = faults;
      for (const group of groups) group.show();
      refusals.show(faults.refuse);
      script.replaceChildren(...scriptLines((faults.script ?? []) as Step[]));
      clear.disabled = Object.keys(faults).length === 0;
    },
  };
}

function scriptLines(steps: Step[]): HTMLElement[] {
  if (steps.length === 0) return [];
  const lines = steps.map(({ fault, path, times = 1, passed, struck }) => {
    const words = faultGroups.flatMap(({ faults }) => faults).find(({ name }) => name === fault)?.words ?? fault;
    const progress = `已发生 ${struck}${times === true ? '' : ` / ${times}`}${passed > 0 ? `，放过 ${passed}` : ''}`;
    return element(
      'div',
      struck === times ? 'fault' : 'fault on',
      element('span', 'words', words, path ? element('span', 'faint path', path) : undefined),
      element('span', 'faint', progress),
    );
  });
  return [element('h3', '', '脚本'), ...lines];
}

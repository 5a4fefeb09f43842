import { element } from '../../console/page/element';
import type { FaultWords } from './fault-words';

/** Sets a fault, or ends it where there is no value. */
export type SetFault = (name: string, value: unknown) => void;

/** One fault: its words, and what sets it. `value` is what is in force, undefined where nothing is. */
export function faultRow(fault: FaultWords, value: unknown, set: SetFault): HTMLElement {
  return element(
    'div',
    value === undefined ? 'fault' : 'fault on',
    element('span', 'words', fault.words),
    controls(fault, value, (changed) => set(fault.name, changed)),
  );
}

function controls(fault: FaultWords, value: unknown, set: (value: unknown) => void): HTMLElement {
  switch (fault.kind) {
    case 'times':
      return times(fault.words, value, set);
    case 'seconds':
      return numberField(`${fault.words}的秒数`, '秒', fault.least, typeof value === 'number' ? value : undefined, set);
    case 'choices':
      return choice(fault.words, fault.choices, value, set);
    case 'counts': {
      const now = (value ?? {}) as Record<string, unknown>;
      const change = (name: string, changed: unknown) => {
        const { [name]: _, ...others } = now;
        const next = changed === undefined ? others : { ...others, [name]: changed };
        set(Object.keys(next).length > 0 ? next : undefined);
      };
      return element(
        'div',
        'several',
        ...fault.counts.map(([name, words]) =>
          element(
            'label',
            '',
            words,
            numberField(words, '', 0, now[name] as number | undefined, (n) => change(name, n)),
          ),
        ),
        ...fault.flags.map(([name, words]) => toggle(words, now[name] === true, (on) => change(name, on || undefined))),
      );
    }
  }
}

/** On until taken back, or for the next so many. */
function times(words: string, value: unknown, set: (value: unknown) => void): HTMLElement {
  const left = typeof value === 'number' && value > 0 ? value : undefined;
  return element(
    'div',
    'controls',
    numberField(`${words}的次数`, '次', 0, left, set),
    toggle('', value === true, (on) => set(on || undefined), words),
  );
}

/** Empty and nought mean that there is none. */
function numberField(
  label: string,
  unit: string,
  least: number,
  value: number | undefined,
  set: (value: number | undefined) => void,
): HTMLElement {
  const field = element('input', 'few');
  field.type = 'number';
  field.min = String(least);
  field.value = value === undefined ? '' : String(value);
  field.setAttribute('aria-label', label);
  field.addEventListener('change', () => set(Number(field.value) || undefined));
  return element('span', 'controls', field, unit ? element('span', 'faint', unit) : undefined);
}

function toggle(text: string, on: boolean, set: (on: boolean) => void, label = text): HTMLElement {
  const box = element('input', '');
  box.type = 'checkbox';
  box.checked = on;
  box.setAttribute('aria-label', label);
  box.addEventListener('change', () => set(box.checked));
  return element('label', 'switch', box, element('span', 'track'), text);
}

function choice(
  label: string,
  choices: [value: string | number, words: string][],
  value: unknown,
  set: (value: unknown) => void,
): HTMLElement {
  // With a number of times, the value stands inside.
  const now = typeof value === 'object' && value !== null ? Object.values(value)[0] : value;
  const select = element('select', '', element('option', '', '无'));
  for (const [each, words] of choices) {
    const option = element('option', '', words);
    option.selected = each === now;
    select.append(option);
  }
  select.setAttribute('aria-label', label);
  select.addEventListener('change', () => set(choices[select.selectedIndex - 1]?.[0]));
  return select;
}

import { caption } from './caption';
import { element } from './element';
import type { Entry } from './entry';
import { timeOfDay } from './moments';
import { type Step, sequence } from './sequence';

/** Rows that a browser draws without a pause. Older ones are in the log. */
const MOST_ROWS = 200;

export interface Diagram {
  element: HTMLElement;
  /** Draws the entries, newest last, and marks the chosen one. */
  draw(entries: Entry[], chosen: string | undefined): void;
}

/** The exchanges as a sequence between the phone, the cloud functions and WeChat Pay. */
export function createDiagram(onChoose: (entry: Entry) => void): Diagram {
  const list = element('ol', 'steps');
  const names = ['手机', '云函数', '微信支付'].map((name) => element('span', '', name));
  const scroller = element('div', 'diagram', element('div', 'lanes', ...names), list);
  let drawn = '';
  return {
    element: scroller,
    draw(entries, chosen) {
      const steps = sequence(entries).slice(-MOST_ROWS);
      // Most polls bring nothing, and a row that is drawn again loses its focus.
      const wanted = JSON.stringify([steps.map(({ key }) => key), chosen]);
      if (wanted === drawn) return;
      drawn = wanted;
      const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
      const focused = (document.activeElement as HTMLElement | null)?.dataset.key;
      list.replaceChildren(
        ...steps.map((step, index) => {
          const time = timeOfDay(step.at);
          const before = steps[index - 1];
          // The same second twice says nothing the second time.
          const shown = before && timeOfDay(before.at) === time ? '' : time;
          const button = row(step, shown, onChoose);
          button.setAttribute('aria-pressed', String(step.entry.key === chosen));
          return element('li', '', button);
        }),
      );
      if (focused) list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
      // Opening the details takes half of the room away, and the chosen row must not be in that half.
      if (chosen) list.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' });
      else if (atEnd) scroller.scrollTop = scroller.scrollHeight;
    },
  };
}

function row(step: Step, time: string, onChoose: (entry: Entry) => void): HTMLButtonElement {
  const { ask, answer, tone } = caption(step.entry);
  const button = element('button', `step ${tone} from-${step.from} to-${step.to}`);
  button.type = 'button';
  button.dataset.key = step.key;
  const arrows = element('span', 'arrows');
  if (step.from === step.to) {
    arrows.append(element('span', 'note', { whole: `${ask} · ${answer}`, ask, answer }[step.part]));
  } else {
    if (step.part !== 'answer') arrows.append(element('span', 'arrow ask', element('span', 'text', ask)));
    if (step.part !== 'ask') arrows.append(element('span', 'arrow answer', element('span', 'text', answer)));
  }
  button.append(element('time', 'at', time), arrows);
  button.addEventListener('click', () => onChoose(step.entry));
  return button;
}

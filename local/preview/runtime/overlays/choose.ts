import { element } from '../dom';
import { openLayer } from './layer';

/** A sheet from the bottom with one button per text; undefined when it was dismissed. */
export function chooseFromList(texts: string[], title?: string, color?: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const answer = (index: number | undefined) => {
      close();
      resolve(index);
    };
    const buttons = texts.map((text, index) =>
      element('button', { type: 'button', onclick: () => answer(index) }, text),
    );
    if (color) for (const button of buttons) button.style.color = color;
    const sheet = element(
      'div',
      { class: 'pv-sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': title ?? '请选择' },
      title !== undefined && title !== '' && element('p', {}, title),
      element('div', { class: 'pv-choices' }, ...buttons),
      element('button', { type: 'button', class: 'pv-cancel', onclick: () => answer(undefined) }, '取消'),
    );
    const { layer, close } = openLayer('pv-mask', sheet);
    layer.addEventListener('click', (event) => {
      if (event.target === layer) answer(undefined);
    });
  });
}

export interface DateQuestion {
  mode: 'date' | 'time';
  title: string;
  value: string;
  start: string;
  end: string;
}

/** Asks for a date (`YYYY-MM-DD`) or a time (`hh:mm`) with the browser's own field. */
export function askForDate({ mode, title, value, start, end }: DateQuestion): Promise<string | undefined> {
  return new Promise((resolve) => {
    const label = title || (mode === 'date' ? '选择日期' : '选择时间');
    const field = element('input', { type: mode, value, min: start, max: end, 'aria-label': label });
    const answer = (chosen: string | undefined) => {
      close();
      resolve(chosen || undefined);
    };
    const { close } = openLayer(
      'pv-mask',
      element(
        'div',
        { class: 'pv-sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': label },
        element('p', {}, label),
        field,
        element('button', { type: 'button', class: 'pv-confirm', onclick: () => answer(field.value) }, '确定'),
        element('button', { type: 'button', class: 'pv-cancel', onclick: () => answer(undefined) }, '取消'),
      ),
    );
  });
}

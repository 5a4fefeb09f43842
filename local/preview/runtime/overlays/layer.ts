import { element } from '../dom';

/** Puts something over the pages of the phone; the answer takes it away again. */
export function openLayer(className: string, ...children: (Node | undefined)[]): { layer: HTMLElement; close(): void } {
  const layer = element('div', { class: `pv-layer ${className}` }, ...children);
  document.querySelector('#phone .pv-overlay')?.append(layer);
  return { layer, close: () => layer.remove() };
}

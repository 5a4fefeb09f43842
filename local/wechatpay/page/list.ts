import { element } from '../../console/page/element';

export interface List<T> {
  element: HTMLOListElement;
  show(items: T[]): void;
}

/**
 * A list that touches only the rows that have changed: the others keep their focus, what was opened in them stays open,
 * and what is being read does not move. `versionOf` differs where a row would look different.
 */
export function createList<T>(
  className: string,
  { keyOf, versionOf, row }: { keyOf(item: T): string; versionOf(item: T): string; row(item: T): HTMLElement },
): List<T> {
  const list = element('ol', className);
  let drawn = new Map<string, { version: string; line: HTMLLIElement }>();
  return {
    element: list,
    show(items) {
      const next: typeof drawn = new Map();
      for (const item of items) {
        const key = keyOf(item);
        const version = versionOf(item);
        const before = drawn.get(key);
        if (before?.version === version) next.set(key, before);
        else next.set(key, { version, line: redrawn(before?.line, row(item)) });
      }
      for (const [key, { line }] of drawn) if (next.get(key)?.line !== line) line.remove();
      let place = list.firstChild;
      for (const { line } of next.values()) {
        if (line === place) place = place.nextSibling;
        else list.insertBefore(line, place);
      }
      for (const { line } of next.values()) giveBackFocus(line);
      drawn = next;
    },
  };
}

/** What was opened in the row before is open in the new one. */
function redrawn(before: HTMLLIElement | undefined, content: HTMLElement): HTMLLIElement {
  const line = element('li', '', content);
  if (!before) return line;
  const opened = before.querySelector('details')?.open ?? false;
  const details = line.querySelector('details');
  if (details) details.open = opened;
  if (before.contains(document.activeElement)) line.dataset.focus = '';
  return line;
}

function giveBackFocus(line: HTMLLIElement) {
  if (line.dataset.focus === undefined) return;
  delete line.dataset.focus;
  line.querySelector<HTMLElement>('button, summary')?.focus();
}

import { element } from '../../console/page/element';

/** Names and values in two columns; what has no value is left out. */
export function facts(rows: [name: string, value: string | undefined][]): HTMLElement {
  const pairs = rows.flatMap(([name, value]) => (value ? [element('dt', '', name), element('dd', '', value)] : []));
  return element('dl', 'pairs', ...pairs);
}

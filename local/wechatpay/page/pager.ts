import { element } from '../../console/page/element';
import { button } from './button';

/** So many rows are asked for, and shown, at once. */
export const pageSize = 30;

export interface Pager {
  element: HTMLElement;
  /** So many of the newest are left out. */
  skip(): number;
  /** `total` where it is known. */
  show(rows: number, total?: number): void;
}

/** Leafs through what is too long for one page. */
export function createPager(onPage: () => void): Pager {
  let skip = 0;
  const turn = (by: number) => {
    skip = Math.max(0, skip + by);
    onPage();
  };
  const newer = button('较新', '', () => turn(-pageSize));
  const older = button('较早', '', () => turn(pageSize));
  const where = element('span', 'faint');
  const bar = element('nav', 'pager', newer, where, older);
  return {
    element: bar,
    skip: () => skip,
    show(rows, total) {
      newer.disabled = skip === 0;
      older.disabled = rows < pageSize || skip + rows === total;
      bar.hidden = newer.disabled && older.disabled;
      where.textContent = `${skip + 1}–${skip + rows}${total === undefined ? '' : `，共 ${total}`}`;
    },
  };
}

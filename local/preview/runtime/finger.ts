/** A touch as a mini program sees it: `client` from the corner of the page's window, `page` from that of its content. */
export interface Finger {
  identifier: number;
  clientX: number;
  clientY: number;
  pageX: number;
  pageY: number;
}

/** A point of the browser's window as a finger on the page that holds the element. */
export function fingerAt(target: Element, identifier: number, x: number, y: number): Finger {
  const { left, top } = pageOrigin(target);
  const scroll = target.closest('.pv-page-scroll')?.scrollTop ?? 0;
  const clientX = x - left;
  const clientY = y - top;
  return { identifier, clientX, clientY, pageX: clientX, pageY: clientY + scroll };
}

/** Where the window of the page that holds the element begins, in the browser's window. */
export function pageOrigin(target: Element): { left: number; top: number } {
  return target.closest('.pv-page-view')?.getBoundingClientRect() ?? { left: 0, top: 0 };
}

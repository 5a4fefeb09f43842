import { element } from '../dom';
import type { PageBox } from './page-box';

export interface PullDown {
  start(): void;
  stop(): void;
}

const height = 56;

/** Pulling a page that stands at its top, by finger or mouse, shows three dots and asks the page to refresh. */
export function watchPullDown({ view, scroll }: PageBox, style: 'dark' | 'light', refresh: () => void): PullDown {
  const dots = element(
    'div',
    { class: `pv-pull-down pv-${style}`, 'aria-hidden': 'true' },
    element('i'),
    element('i'),
    element('i'),
  );
  view.prepend(dots);
  let begin: number | undefined;
  let refreshing = false;
  let pulled = 0;

  const place = (distance: number, animated: boolean) => {
    pulled = distance;
    scroll.style.transition = animated ? 'top .2s' : '';
    scroll.style.top = distance > 0 ? `${distance}px` : '';
    view.toggleAttribute('data-pulled', distance > 0);
  };
  const start = () => {
    refreshing = true;
    place(height, true);
    refresh();
  };
  const stop = () => {
    refreshing = false;
    place(0, true);
  };
  const down = (y: number) => {
    begin = scroll.scrollTop <= 0 && !refreshing ? y : undefined;
  };
  const move = (y: number, event: Event) => {
    if (begin === undefined || y <= begin) return;
    if (event.cancelable && event.type === 'touchmove') event.preventDefault();
    // The further it is pulled, the harder it goes.
    place(Math.min(height * 2, (y - begin) / 2), false);
  };
  const up = () => {
    if (begin === undefined) return;
    begin = undefined;
    if (pulled >= height) start();
    else if (pulled > 0) place(0, true);
  };
  scroll.addEventListener('touchstart', (event) => down(event.touches[0]?.clientY ?? 0), { passive: true });
  scroll.addEventListener('touchmove', (event) => move(event.touches[0]?.clientY ?? 0, event), { passive: false });
  scroll.addEventListener('touchend', up);
  scroll.addEventListener('touchcancel', up);
  scroll.addEventListener('mousedown', (event) => {
    down(event.clientY);
    const drag = (moved: MouseEvent) => move(moved.clientY, moved);
    window.addEventListener('mousemove', drag);
    window.addEventListener(
      'mouseup',
      () => {
        window.removeEventListener('mousemove', drag);
        up();
      },
      { once: true },
    );
  });
  return { start, stop };
}

import { element } from '../../console/page/element';
import { fullMoment } from '../../console/page/moments';
import { button } from './button';
import { nextTen } from './next-ten';

/** A clock that differs by less has not been moved: it was asked a moment ago. */
const movedMs = 30_000;

export interface ClockBar {
  element: HTMLElement;
  /** How many milliseconds the virtual clock is ahead of this machine's. */
  ahead(): number;
  show(now: string): void;
}

/** The virtual clock, which goes on by itself, and what moves it. */
export function createClockBar(onMove: (to: { advanceSeconds: number } | { now: string }) => void): ClockBar {
  let ahead = 0;
  const now = element('time', 'now');
  const tick = () => {
    now.textContent = fullMoment(Date.now() + ahead);
  };
  const forward = (text: string, advanceSeconds: number) =>
    button(text, '虚拟时钟前进，其间到期的事立即发生', () => onMove({ advanceSeconds }));
  const toTen = () => onMove({ now: new Date(nextTen(Date.now() + ahead)).toISOString() });
  setInterval(tick, 1_000);
  tick();
  return {
    element: element(
      'div',
      'clock',
      now,
      element(
        'div',
        'segments',
        forward('+15 秒', 15),
        forward('+5 分钟', 300),
        forward('+1 小时', 3_600),
        button('到 10:00', '到下一个北京时间上午 10 点：那时账单已经生成', toTen),
      ),
    ),
    ahead: () => ahead,
    show(iso) {
      ahead = Date.parse(iso) - Date.now();
      now.classList.toggle('moved', Math.abs(ahead) > movedMs);
      now.title = Math.abs(ahead) > movedMs ? '虚拟时钟（北京时间），已拨动' : '虚拟时钟（北京时间）';
      tick();
    },
  };
}

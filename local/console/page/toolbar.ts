import { element } from './element';
import { shortMoment } from './moments';
import type { World } from './world';

/** A clock that differs by less has not been moved: it has only been asked a moment ago. */
const MOVED_MS = 30_000;

export interface ToolbarActions {
  /** Whether to show every order's messages, or the current one's. */
  onScope(all: boolean): void;
  onClear(): void;
  onAdvance(seconds: number): void;
  onLose(lose: boolean): void;
}

export interface Toolbar {
  element: HTMLElement;
  show(world: World): void;
  /** What went wrong with the last action or the connection; empty when nothing did. */
  say(problem: string): void;
}

/** What can be done to the world beside the phone. */
export function createToolbar({ onScope, onClear, onAdvance, onLose }: ToolbarActions): Toolbar {
  const current = button('当前订单', '只看手机上这一笔订单', () => scope(false));
  const all = button('全部', '看所有消息', () => scope(true));
  const scope = (everything: boolean) => {
    current.setAttribute('aria-pressed', String(!everything));
    all.setAttribute('aria-pressed', String(everything));
    onScope(everything);
  };
  current.setAttribute('aria-pressed', 'true');
  all.setAttribute('aria-pressed', 'false');

  const lose = element('input', '');
  lose.type = 'checkbox';
  lose.addEventListener('change', () => onLose(lose.checked));
  const loseLabel = element('label', 'switch', lose, element('span', 'track'), '丢失通知');
  loseLabel.title = '微信支付照常发送支付通知，但一个也送不到云函数';

  const clock = element('span', 'label', '时钟');
  const problem = element('p', 'problem');
  problem.setAttribute('role', 'status');
  problem.hidden = true;
  const tools = element(
    'div',
    'tools',
    element('div', 'segments', current, all),
    button('清空', '清空这里的显示，日志不受影响', onClear),
    element('span', 'gap'),
    clock,
    element(
      'div',
      'segments',
      button('+1 分钟', '微信支付的虚拟时钟前进一分钟，其间到期的事立即发生', () => onAdvance(60)),
      button('+1 小时', '微信支付的虚拟时钟前进一小时，其间到期的事立即发生', () => onAdvance(3_600)),
    ),
    loseLabel,
  );
  return {
    element: element('div', 'toolbar', tools, problem),
    show({ now, faults }) {
      lose.checked = Boolean(faults.loseNotifications);
      const moved = Math.abs(Date.parse(now) - Date.now()) > MOVED_MS;
      clock.textContent = moved ? `时钟 ${shortMoment(now)}` : '时钟';
    },
    say(text) {
      problem.textContent = text;
      problem.hidden = !text;
    },
  };
}

function button(text: string, title: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', '', text);
  made.type = 'button';
  made.title = title;
  made.addEventListener('click', onClick);
  return made;
}

import { element } from '../../console/page/element';
import { shortMoment } from '../../console/page/moments';
import { button } from './button';
import { createList } from './list';
import { createPager, type Pager } from './pager';
import type { AttemptView, NotificationView, State } from './state';

const kinds: Record<string, string> = {
  paid: '支付通知',
  refunded: '退款通知',
  combined: '合单支付通知',
  transfer: '转账通知',
  profitShare: '分账通知',
  profitShareReturn: '分账回退通知',
};

const statuses: Record<NotificationView['status'], [words: string, tone: string]> = {
  pending: ['重试中', 'wait'],
  held: ['等待被超过', 'wait'],
  acknowledged: ['已确认', 'good'],
  exhausted: ['不再重试', 'bad'],
};

const outcomes: Record<string, string> = {
  acknowledged: '得到正确应答',
  rejected: '应答不对',
  timeout: '没有及时应答',
  unreachable: '连接不上',
  lost: '按要求丢失',
};

const shownAttempts = 4;

export interface NotificationsView {
  element: HTMLElement;
  pager: Pager;
  show(state: State): void;
}

/** What merchants are told, each with every attempt, what it was answered, and when the next one is due. */
export function createNotificationsView(onSend: (nextAt: string) => void, onPage: () => void): NotificationsView {
  const list = createList<NotificationView>('cards', {
    keyOf: ({ id }) => String(id),
    versionOf: (notification) => JSON.stringify(notification),
    row: (notification) => card(notification, onSend),
  });
  const empty = element('p', 'nothing', '还没有通知。订单支付后，通知发往下单时的 notify_url。');
  const pager = createPager(onPage);
  return {
    element: element('section', 'view notifications', element('div', 'scroll', empty, list.element, pager.element)),
    pager,
    show({ notifications }) {
      list.show([...notifications].reverse());
      empty.hidden = notifications.length > 0 || pager.skip() > 0;
      pager.show(notifications.length);
    },
  };
}

function card(notification: NotificationView, onSend: (nextAt: string) => void): HTMLElement {
  const { kind, status, outTradeNo, outRefundNo, url, attempts, nextAt } = notification;
  const [words, tone] = attempts.length === 0 && status === 'pending' ? ['待发送', 'wait'] : statuses[status];
  return element(
    'article',
    'card',
    element(
      'header',
      '',
      element('span', `badge ${tone}`, words),
      element('span', 'what', kinds[kind] ?? kind),
      element('span', 'number', outRefundNo ?? outTradeNo),
    ),
    element('p', 'faint url', url),
    ...attemptLines(attempts),
    nextAt === undefined
      ? undefined
      : element(
          'div',
          'actions',
          button('现在送出', '把虚拟时钟拨到下次发送的时间', () => onSend(nextAt)),
          element('span', 'faint', `下次 ${shortMoment(nextAt)}`),
        ),
  );
}

/** The last ones, and the others where somebody wants to see them. */
function attemptLines(attempts: AttemptView[]): HTMLElement[] {
  const lines = (some: AttemptView[]) => element('ol', 'attempts', ...some.map(attemptLine));
  const early = attempts.slice(0, -shownAttempts);
  const last = lines(attempts.slice(-shownAttempts));
  if (early.length === 0) return [last];
  return [element('details', '', element('summary', 'faint', `更早的 ${early.length} 次`), lines(early)), last];
}

function attemptLine({ number, virtualAt, outcome, status, answer }: AttemptView): HTMLElement {
  const said = [status === null ? '' : String(status), answer].filter(Boolean).join(' ');
  return element(
    'li',
    outcome === 'acknowledged' ? 'good' : 'bad',
    element('span', 'faint', `第 ${number} 次 ${shortMoment(virtualAt)}`),
    element('span', 'outcome', outcomes[outcome] ?? outcome),
    element('code', '', said.slice(0, 300)),
  );
}

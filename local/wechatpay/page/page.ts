import { createDetails } from '../../console/page/details';
import { element } from '../../console/page/element';
import type { Entry } from '../../console/page/entry';
import { ask } from './ask';
import { createBillsView } from './bills-view';
import { button } from './button';
import { createClockBar } from './clock-bar';
import { createExchanges } from './exchanges';
import { createFaultsView } from './faults-view';
import { createHandedOutView } from './handed-out-view';
import { createLogView } from './log-view';
import { createNotificationsView } from './notifications-view';
import { createOrdersView } from './orders-view';
import { pageSize } from './pager';
import type { BillView, OperationView, State } from './state';
import { createTabs, type View } from './tabs';

const pollMs = 1_000;

/** The gateway's own page: what came, what is, what may go wrong, and the buyer's part. Follows it while it is seen. */
function start() {
  const exchanges = createExchanges();
  let chosen: Entry | undefined;
  let view: View = 'orders';
  let lastRefresh: Promise<void> = Promise.resolve();
  const root = element('main', 'workbench gateway');
  const message = element('p', 'message');
  message.setAttribute('role', 'status');

  /** Does something, shows what has become of it at once, and says why where nothing has. */
  const change = async (action: () => Promise<unknown>) => {
    try {
      const said = await action();
      say(typeof said === 'string' ? said : '', true);
      await refresh();
    } catch (error) {
      say((error as Error).message, false);
    }
  };
  const say = (text: string, good: boolean) => {
    message.textContent = text;
    message.className = good ? 'message' : 'message bad';
  };
  const moveClock = (to: { advanceSeconds: number } | { now: string }) =>
    change(async () => {
      const { delivered, acknowledged } = await ask<Record<string, number>>('POST', 'clock', to);
      return delivered ? `时钟已前进，送达 ${delivered} 次通知，其中 ${acknowledged} 次得到正确应答` : '时钟已前进';
    });

  const clock = createClockBar(moveClock);
  const log = createLogView({ onChoose: choose, onOlder: () => change(() => exchanges.older()) });
  const orders = createOrdersView(
    {
      onPay: (order, outcome) =>
        change(async () => {
          await ask('POST', 'pay', { ...order, outcome });
          return outcome === 'success' ? `已支付 ${order.outTradeNo}` : '买家放弃了支付';
        }),
      onRefund: (order) =>
        change(async () => {
          await ask('POST', 'refund', order);
          return '退款已受理，几分钟（虚拟时钟）后有结果';
        }),
    },
    () => change(async () => ''),
  );
  // By the distance: a moment that passes meanwhile would be refused.
  const send = (nextAt: string) =>
    moveClock({ advanceSeconds: Math.max(0, Date.parse(nextAt) - Date.now() - clock.ahead()) / 1_000 });
  const notifications = createNotificationsView(send, () => change(async () => ''));
  const handedOut = createHandedOutView((control, body) =>
    change(async () => {
      await ask('POST', control, body);
      return '用户已处理';
    }),
  );
  const bills = createBillsView(change);
  const faults = createFaultsView(
    (name, value) =>
      change(() =>
        value === undefined ? ask('DELETE', `faults?name=${name}`) : ask('POST', 'faults', { [name]: value }),
      ),
    () => change(() => ask('DELETE', 'faults')),
  );
  const details = createDetails(() => choose(undefined));
  const tabs = createTabs((next) => {
    view = next;
    root.dataset.view = next;
    choose(undefined);
    change(async () => '');
  });
  const reset = button('重置', '清空订单、通知和记录，解除故障，时钟回到真实时间；密钥不变', () => {
    if (!confirm('清空所有订单、通知和记录，解除故障，时钟回到真实时间？')) return;
    choose(undefined);
    change(async () => {
      await ask('POST', 'reset');
      exchanges.clear();
    });
  });

  function choose(entry: Entry | undefined) {
    chosen = chosen?.key === entry?.key ? undefined : entry;
    details.show(chosen);
    root.classList.toggle('opened', chosen !== undefined);
    log.show(exchanges.all(), chosen?.key, exchanges.hasOlder());
  }

  /** One after the other: two at once would read the same end of the log. */
  function refresh(): Promise<void> {
    const refreshed = lastRefresh.then(readAll);
    lastRefresh = refreshed.catch(() => undefined);
    return refreshed;
  }

  async function readAll() {
    await exchanges.poll();
    log.show(exchanges.all(), chosen?.key, exchanges.hasOlder());
    const skip = { orders: orders.pager.skip(), notifications: notifications.pager.skip() }[view as 'orders'] ?? 0;
    const state = await ask<State>('GET', `state?limit=${pageSize}&skip=${skip}`);
    clock.show(state.now);
    tabs.count('orders', state.orderCount);
    tabs.count('faults', Object.keys(state.faults).length);
    if (view === 'orders') orders.show(state);
    if (view === 'notifications') notifications.show(state);
    if (view === 'handed-out') handedOut.show(state);
    if (view === 'faults') faults.show(state.faults);
    if (view === 'bills') bills.show((await ask<{ bills: BillView[] }>('GET', 'bills?limit=60')).bills);
  }

  async function follow() {
    if (!document.hidden) {
      try {
        await refresh();
        if (root.dataset.connected === 'false') say('', true);
        root.dataset.connected = 'true';
      } catch (error) {
        root.dataset.connected = 'false';
        say((error as Error).message, false);
      }
    }
    setTimeout(follow, pollMs);
  }

  window.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && chosen) choose(undefined);
  });
  const views = [orders, notifications, handedOut, bills, faults].map((each) => each.element);
  root.append(
    element(
      'header',
      'bar',
      element('span', 'live'),
      element('h1', '', '本地微信支付'),
      element('span', 'faint address', location.origin),
      element('span', 'gap'),
      clock.element,
      reset,
    ),
    message,
    element('div', 'columns', log.element, element('div', 'side', tabs.element, ...views), details.element),
  );
  document.body.append(root);
  tabs.choose('orders');
  ask<{ operations: OperationView[] }>('GET', 'operations').then(
    ({ operations }) => faults.offer(operations),
    () => undefined,
  );
  follow();
}

start();

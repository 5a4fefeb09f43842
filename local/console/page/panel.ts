import { createDetails } from './details';
import { createDiagram } from './diagram';
import { element } from './element';
import type { Entry } from './entry';
import { createFeed } from './feed';
import { newestOrder } from './newest-order';
import { orderOf } from './order-of';
import { createToolbar } from './toolbar';
import { advanceClock, loseNotifications, readWorld } from './world';

const POLL_MS = 1_000;

/** The workbench beside the phone: fills `<aside id="panel">` of the preview's page, where there is one. */
function start(aside: HTMLElement) {
  const feed = createFeed();
  let everything = false;
  /** The order on the phone's page; without one, the newest is shown. */
  let onPhone: string | undefined;
  let chosen: Entry | undefined;

  const workbench = element('div', 'workbench');
  const order = element('span', 'order');
  const empty = element('p', 'empty', '在手机里买一件商品，手机、云函数和微信支付之间的每一次往来会出现在这里。');
  const diagram = createDiagram((entry) => choose(entry));
  const details = createDetails(() => choose(undefined));
  /** Does something to the world, and shows what has become of it or why it would not. */
  const change = async (action: () => Promise<unknown>) => {
    try {
      await action();
      toolbar.show(await readWorld());
      toolbar.say('');
    } catch (error) {
      toolbar.say((error as Error).message);
    }
  };
  const toolbar = createToolbar({
    onScope(all) {
      everything = all;
      draw();
    },
    onClear() {
      feed.clear();
      choose(undefined);
    },
    onAdvance: (seconds) => change(() => advanceClock(seconds)),
    onLose: (lose) => change(() => loseNotifications(lose)),
  });

  function choose(entry: Entry | undefined) {
    chosen = chosen?.key === entry?.key ? undefined : entry;
    details.show(chosen);
    draw();
  }

  function draw() {
    const entries = feed.entries();
    const current = onPhone ?? newestOrder(entries);
    const shown = everything ? entries : entries.filter((entry) => current && orderOf(entry) === current);
    order.textContent = everything ? '全部消息' : current ? `订单 ${current}` : '';
    empty.hidden = shown.length > 0;
    diagram.draw(shown, chosen?.key);
  }

  async function follow() {
    if (!document.hidden) {
      try {
        if (await feed.poll()) draw();
        if (workbench.dataset.connected !== 'true') toolbar.show(await readWorld());
        workbench.dataset.connected = 'true';
      } catch {
        // The shop is being restarted: what is on the page stays, and the next poll finds it.
        workbench.dataset.connected = 'false';
      }
    }
    setTimeout(follow, POLL_MS);
  }

  window.addEventListener('preview:navigate', (event) => {
    onPhone = (event as CustomEvent<{ query?: { outTradeNo?: string } }>).detail?.query?.outTradeNo;
    draw();
  });
  window.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && chosen) choose(undefined);
  });

  const title = element('header', 'title', element('span', 'live'), element('h1', '', '消息'), order);
  const body = element('div', 'body', element('div', 'left', empty, diagram.element), details.element);
  workbench.append(title, toolbar.element, body);
  aside.replaceChildren(workbench);
  draw();
  follow();
}

const aside = document.getElementById('panel');
if (aside) start(aside);

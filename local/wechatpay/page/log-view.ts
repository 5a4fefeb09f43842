import { caption } from '../../console/page/caption';
import { element } from '../../console/page/element';
import { type Entry, fromWechatpay } from '../../console/page/entry';
import { timeOfDay } from '../../console/page/moments';
import type { Exchange } from '../../exchange';
import { button } from './button';
import { firstRequest } from './first-request';
import { createList } from './list';
import { matches } from './matches';

/** Rows that a browser draws without a pause. */
const mostRows = 300;

export interface LogView {
  element: HTMLElement;
  /** Draws the exchanges, newest first, and marks the chosen one. */
  show(exchanges: Exchange[], chosen: string | undefined, hasOlder: boolean): void;
}

interface Row {
  entry: Entry & { source: 'wechatpay' };
  chosen: boolean;
}

/** The log with its search. */
export function createLogView(actions: { onChoose(entry: Entry): void; onOlder(): void }): LogView {
  let shown: [Exchange[], string | undefined] = [[], undefined];
  let hasOlder = false;
  let refusedOnly = false;
  const search = element('input', 'search');
  search.type = 'search';
  search.placeholder = '搜索单号、路径、报文、原因';
  search.setAttribute('aria-label', '搜索交换记录');
  search.addEventListener('input', () => draw());
  const only = (refused: boolean) => {
    refusedOnly = refused;
    all.setAttribute('aria-pressed', String(!refused));
    refusals.setAttribute('aria-pressed', String(refused));
    draw();
  };
  const all = button('全部', '', () => only(false));
  const refusals = button('未通过', '只看被拒绝的请求和没有送达的通知', () => only(true));
  all.setAttribute('aria-pressed', 'true');
  refusals.setAttribute('aria-pressed', 'false');

  const list = createList<Row>('exchanges', {
    keyOf: ({ entry }) => entry.key,
    versionOf: ({ chosen }) => String(chosen),
    row: (row) => line(row, actions.onChoose),
  });
  const empty = element('div', 'nothing', firstRequest());
  const noneFound = element('p', 'nothing', '没有符合的记录。');
  const older = button('更早的记录', '', actions.onOlder, 'older');

  function draw() {
    const [exchanges, chosen] = shown;
    const entries = exchanges.map((exchange) => fromWechatpay(exchange) as Row['entry']);
    const found = entries.filter(
      ({ exchange }) => (!refusedOnly || !exchange.verdict.ok) && matches(exchange, search.value),
    );
    const rows = found.slice(-mostRows).reverse();
    list.show(rows.map((entry) => ({ entry, chosen: entry.key === chosen })));
    empty.hidden = exchanges.length > 0;
    noneFound.hidden = exchanges.length === 0 || found.length > 0;
    older.hidden = !hasOlder;
  }

  const tools = element('div', 'tools', search, element('div', 'segments', all, refusals));
  return {
    element: element('section', 'view log', tools, element('div', 'scroll', empty, noneFound, list.element, older)),
    show(exchanges, chosen, older) {
      hasOlder = older;
      shown = [exchanges, chosen];
      draw();
    },
  };
}

function line({ entry, chosen }: Row, onChoose: (entry: Entry) => void): HTMLElement {
  const { exchange } = entry;
  const { ask, answer, tone } = caption(entry);
  const outgoing = exchange.direction === 'notification';
  const made = button('', '', () => onChoose(entry), `exchange ${tone}`);
  made.setAttribute('aria-pressed', String(chosen));
  made.append(
    element('time', 'at', timeOfDay(exchange.at)),
    element('span', `way ${outgoing ? 'out' : 'in'}`, outgoing ? '通知' : '请求'),
    element('span', 'what', ask),
    element('span', 'number', exchange.outTradeNo ?? ''),
    element('span', 'path', exchange.path.split('?')[0] as string),
    element('span', 'said', answer),
  );
  return made;
}

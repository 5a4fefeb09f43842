import { element } from '../../console/page/element';
import { shortMoment } from '../../console/page/moments';
import { ask } from './ask';
import { button } from './button';
import { createList } from './list';
import type { BillView } from './state';

const types = { ALL: '全部', SUCCESS: '支付', REFUND: '退款', FUNDFLOW: '资金' };
const previewedLines = 50;
/** As many as the control gives. */
const downloadedLines = 5_000;

interface Bill {
  text: string;
  truncated: boolean;
}

export interface BillsView {
  element: HTMLElement;
  show(bills: BillView[]): void;
}

/** The days with trades, and what their bills say. */
export function createBillsView(change: (action: () => Promise<unknown>) => void): BillsView {
  const list = createList<BillView>('cards', {
    keyOf: ({ date, mchid }) => `${date} ${mchid}`,
    versionOf: (bill) => JSON.stringify(bill),
    row: (bill) => card(bill, change),
  });
  const empty = element('p', 'nothing', '还没有账单。有交易的一天过后，次日 9 点（虚拟时钟）生成账单。');
  return {
    element: element('section', 'view bills', element('div', 'scroll', empty, list.element)),
    show(bills) {
      list.show(bills);
      empty.hidden = bills.length > 0;
    },
  };
}

function card(bill: BillView, change: (action: () => Promise<unknown>) => void): HTMLElement {
  const { date, mchid, payments, refunds, reversals, ready, readyAt } = bill;
  const preview = element('pre', 'bill');
  preview.hidden = true;
  const note = element('div', 'actions faint');
  note.hidden = true;
  const read = (type: string, limit: number) =>
    ask<Bill>('GET', `bill?${new URLSearchParams({ date, mchid, type, limit: String(limit) })}`);
  const open = (type: string) =>
    change(async () => {
      const { text, truncated } = await read(type, previewedLines);
      preview.textContent = text;
      preview.hidden = false;
      note.hidden = false;
      const save = button('下载', '', () => change(() => download(type)));
      note.replaceChildren(truncated ? `前 ${previewedLines} 行 ` : '', save);
    });
  const download = async (type: string) => {
    const { text, truncated } = await read(type, downloadedLines);
    save(text, `${date}-${mchid}-${type}.csv`);
    if (truncated) note.append(` 只有前 ${downloadedLines} 行；完整的账单请用下载账单接口`);
  };
  return element(
    'article',
    'card',
    element(
      'header',
      '',
      element('span', `badge ${ready ? 'good' : 'wait'}`, ready ? '已生成' : '未生成'),
      element('span', 'what', date),
      element('span', 'faint', `支付 ${payments}，退款 ${refunds}${reversals > 0 ? `，撤销 ${reversals}` : ''}`),
      element('span', 'number', mchid),
    ),
    ready
      ? element('div', 'actions', ...Object.entries(types).map(([type, name]) => button(name, '', () => open(type))))
      : element('p', 'faint', `${shortMoment(readyAt)} 生成`),
    preview,
    note,
  );
}

function save(text: string, name: string) {
  const link = element('a', '');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

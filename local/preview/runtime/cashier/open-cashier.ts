import type { CashierVerdict, Payment } from '../../cashier';
import { element } from '../dom';
import { openLayer } from '../overlays/layer';

export type Choice = Pick<Payment, 'outcome' | 'notification'>;
type Bill = Extract<CashierVerdict, { ok: true }>;

/** The sheet at which the buyer pays. Its buttons have stable names and test ids. */
export function openCashier({ merchantName, description, total }: Bill): Promise<Choice> {
  return new Promise((resolve) => {
    const choose = (choice: Choice) => () => {
      close();
      resolve(choice);
    };
    const button = (text: string, id: string, choice: Choice) =>
      element(
        'button',
        { type: 'button', class: `pv-${id}`, 'data-testid': `cashier-${id}`, onclick: choose(choice) },
        text,
      );
    const sheet = element(
      'div',
      { class: 'pv-sheet pv-cashier', role: 'dialog', 'aria-modal': 'true', 'aria-label': '微信支付收银台' },
      element('header', {}, '微信支付', element('small', {}, '本地模拟，不会扣款')),
      element('p', { class: 'pv-merchant' }, merchantName),
      element('p', { class: 'pv-description' }, description),
      element('p', { class: 'pv-amount' }, `¥${formatYuan(total)}`),
      button('确认支付', 'pay', { outcome: 'success' }),
      button('取消', 'cancel', { outcome: 'cancel' }),
      element(
        'details',
        {},
        element('summary', {}, '模拟'),
        button('支付失败', 'fail', { outcome: 'fail' }),
        button('支付成功但通知丢失', 'pay-lose', { outcome: 'success', notification: 'lose' }),
      ),
    );
    const { close } = openLayer('pv-mask', sheet);
  });
}

/** Why WeChat would not let the buyer pay: in WeChat the developer sees next to nothing, here the reason. */
export function showRefusal(reason: string) {
  const dialog = element(
    'div',
    {
      class: 'pv-dialog',
      tabindex: '-1',
      role: 'alertdialog',
      'aria-modal': 'true',
      'aria-label': '无法支付',
      'data-testid': 'cashier-refused',
    },
    element('h3', {}, '无法支付'),
    element('p', {}, reason),
    element(
      'div',
      { class: 'pv-buttons' },
      element('button', { type: 'button', class: 'pv-confirm', onclick: () => close() }, '知道了'),
    ),
  );
  const { close } = openLayer('pv-mask', dialog);
  dialog.focus();
}

/** Fen as yuan with two decimals; digits only, no floating point. */
function formatYuan(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

import { element } from '../dom';
import { openLayer } from './layer';

export interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  cancelColor?: string;
  confirmText?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}

export interface ModalAnswer {
  confirm: boolean;
  cancel: boolean;
  content: string | null;
}

export function showModal(options: ModalOptions): Promise<ModalAnswer> {
  const { title = '', content = '', showCancel = true, editable = false } = options;
  const field = editable ? element('input', { placeholder: options.placeholderText, value: content }) : undefined;
  return new Promise((resolve) => {
    const answer = (confirm: boolean) => () => {
      close();
      resolve({ confirm, cancel: !confirm, content: editable && confirm ? (field?.value ?? '') : null });
    };
    const cancel = element('button', { type: 'button', onclick: answer(false) }, options.cancelText ?? '取消');
    const confirm = element(
      'button',
      { type: 'button', class: 'pv-confirm', onclick: answer(true) },
      options.confirmText ?? '确定',
    );
    cancel.style.color = options.cancelColor ?? '';
    confirm.style.color = options.confirmColor ?? '';
    const dialog = element(
      'div',
      { class: 'pv-dialog', tabindex: '-1', role: 'dialog', 'aria-modal': 'true', 'aria-label': title || content },
      title !== '' && element('h3', {}, title),
      field ?? element('p', {}, content),
      element('div', { class: 'pv-buttons' }, showCancel && cancel, confirm),
    );
    const { close } = openLayer('pv-mask', dialog);
    (field ?? dialog).focus();
  });
}

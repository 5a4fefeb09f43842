import { setAttribute } from '../dom';
import { type Builtin, builtin } from './builtin';
import { placeholderColor } from './placeholder-color';

/** `input` and `textarea`: the browser's own field inside the component's element. */
export function textField(tag: 'input' | 'textarea'): Builtin {
  return builtin({
    properties: {
      name: String,
      value: { type: null, value: '' },
      type: { type: String, value: 'text' },
      password: Boolean,
      placeholder: String,
      placeholderStyle: String,
      placeholderClass: String,
      disabled: Boolean,
      maxlength: { type: Number, value: 140 },
      focus: Boolean,
      autoFocus: Boolean,
      autoHeight: Boolean,
      fixed: Boolean,
      cursor: { type: Number, value: -1 },
      cursorSpacing: null,
      cursorColor: String,
      selectionStart: { type: Number, value: -1 },
      selectionEnd: { type: Number, value: -1 },
      adjustPosition: Boolean,
      adjustKeyboardTo: String,
      holdKeyboard: Boolean,
      alwaysEmbed: Boolean,
      confirmType: { type: String, value: 'done' },
      confirmHold: Boolean,
      showConfirmBar: Boolean,
      disableDefaultPadding: Boolean,
      alwaysSystem: Boolean,
      safePasswordCertPath: String,
      safePasswordLength: null,
      safePasswordTimeStamp: null,
      safePasswordNonce: String,
      safePasswordSalt: String,
      safePasswordCustomHash: String,
    },
    setup(self) {
      const field = document.createElement(tag);
      self.element.append(field);
      const detail = () => ({ value: field.value, cursor: field.selectionStart ?? field.value.length });
      const fitHeight = () => {
        if (tag !== 'textarea' || !self.props.autoHeight) return;
        self.element.style.height = 'auto';
        field.style.height = 'auto';
        field.style.height = `${field.scrollHeight}px`;
      };
      const replace = (answer: unknown) => {
        const value = typeof answer === 'object' && answer !== null ? (answer as { value?: unknown }).value : answer;
        if (typeof value === 'string') self.set('value', value);
      };
      field.addEventListener('input', () => {
        self.set('value', field.value);
        self.emit('input', detail(), { bubbles: true, answered: replace });
        fitHeight();
      });
      field.addEventListener('focus', () => self.emit('focus', { value: field.value, height: 0 }));
      field.addEventListener('blur', () => self.emit('blur', detail()));
      field.addEventListener('keydown', (event) => {
        if ((event as KeyboardEvent).key !== 'Enter' || tag === 'textarea') return;
        self.emit('confirm', { value: field.value });
        if (!self.props.confirmHold) field.blur();
      });
      return {
        update(changed) {
          const { value, type, password, placeholder, disabled, maxlength, focus, autoFocus, ariaLabel } =
            self.props as typeof self.props & { ariaLabel?: unknown };
          const text = value === null || value === undefined ? '' : String(value);
          if (field.value !== text) field.value = text;
          if (field instanceof HTMLInputElement)
            field.type = password || type === 'safe-password' ? 'password' : 'text';
          setAttribute(field, 'inputmode', { number: 'numeric', digit: 'decimal' }[type]);
          setAttribute(field, 'placeholder', placeholder);
          setAttribute(field, 'aria-label', ariaLabel);
          field.disabled = disabled;
          field.maxLength = maxlength >= 0 ? maxlength : 524_288;
          if (changed('placeholderClass') || changed('placeholderStyle')) paintPlaceholder();
          if (changed('focus') && !focus) field.blur();
          if ((changed('focus') && focus) || (changed('autoFocus') && autoFocus)) setTimeout(() => field.focus());
          fitHeight();
        },
        ready() {
          paintPlaceholder();
          fitHeight();
        },
        value: () => field.value,
        reset: () => self.set('value', ''),
        activate: () => field.focus(),
      };

      function paintPlaceholder() {
        const { placeholderClass, placeholderStyle } = self.props;
        const color = placeholderColor(self.node, self.element, placeholderClass, placeholderStyle);
        if (color) self.element.style.setProperty('--placeholder', color);
      }
    },
  });
}

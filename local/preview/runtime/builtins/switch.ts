import { setAttribute } from '../dom';
import { builtin } from './builtin';

export const toggle = builtin({
  properties: {
    name: String,
    checked: Boolean,
    disabled: Boolean,
    type: { type: String, value: 'switch' },
    color: String,
  },
  setup(self) {
    const { element } = self;
    setAttribute(element, 'role', 'switch');
    const activate = () => {
      if (self.props.disabled) return;
      self.set('checked', !self.props.checked);
      self.emit('change', { value: self.props.checked });
    };
    self.on('tap', activate);
    return {
      update() {
        const { checked, disabled, color, type } = self.props;
        setAttribute(element, 'checked', checked);
        setAttribute(element, 'type', type);
        setAttribute(element, 'aria-checked', String(checked));
        setAttribute(element, 'aria-disabled', disabled && 'true');
        setAttribute(element, 'tabindex', disabled ? '-1' : '0');
        if (color) element.style.setProperty('--mark', color);
      },
      value: () => self.props.checked,
      reset: () => self.set('checked', false),
      activate,
    };
  },
});

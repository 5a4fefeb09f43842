import { element as make } from '../dom';
import { builtin } from './builtin';

export const slider = builtin({
  properties: {
    name: String,
    min: Number,
    max: { type: Number, value: 100 },
    step: { type: Number, value: 1 },
    value: Number,
    disabled: Boolean,
    showValue: Boolean,
    activeColor: { type: String, value: '#1aad19' },
    backgroundColor: { type: String, value: '#e9e9e9' },
    blockSize: { type: Number, value: 28 },
    blockColor: { type: String, value: '#ffffff' },
  },
  setup(self) {
    const range = make('input', { type: 'range' });
    const shown = make('span');
    self.element.append(range, shown);
    range.addEventListener('input', () => {
      self.set('value', Number(range.value));
      self.emit('changing', { value: Number(range.value) });
    });
    range.addEventListener('change', () => self.emit('change', { value: Number(range.value) }));
    return {
      update() {
        const { min, max, step, value, disabled, activeColor, showValue } = self.props;
        Object.assign(range, { min, max, step, disabled });
        range.value = String(value);
        range.style.accentColor = activeColor;
        shown.textContent = showValue ? String(value) : '';
      },
      value: () => Number(range.value),
      reset: () => self.set('value', self.props.min),
    };
  },
});

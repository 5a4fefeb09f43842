import { builtin } from './builtin';

const signs: Record<string, string> = {
  success: '✔',
  success_no_circle: '✔',
  info: 'i',
  warn: '!',
  waiting: '◷',
  cancel: '✕',
  download: '↓',
  search: '⌕',
  clear: '✕',
};
const colors: Record<string, string> = {
  info: '#10aeff',
  warn: '#f76260',
  cancel: '#f43530',
  search: '#b2b2b2',
  clear: '#b2b2b2',
};

export const icon = builtin({
  properties: { type: String, size: { type: null, value: 23 }, color: String },
  setup(self) {
    const { element } = self;
    return {
      update() {
        const { type, size, color } = self.props;
        element.textContent = signs[type] ?? '';
        element.style.setProperty('--size', typeof size === 'number' ? `${size}px` : String(size));
        element.style.color = color || (colors[type] ?? '#09bb07');
      },
    };
  },
});

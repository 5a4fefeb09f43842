import { element as make } from '../dom';
import { builtin } from './builtin';

export const progress = builtin({
  properties: {
    percent: Number,
    showInfo: Boolean,
    strokeWidth: { type: null, value: 6 },
    activeColor: { type: String, value: '#09bb07' },
    backgroundColor: { type: String, value: '#ebebeb' },
    borderRadius: { type: null, value: 0 },
    active: Boolean,
  },
  setup(self) {
    const bar = make('i');
    const track = make('span', {}, bar);
    const info = make('em');
    self.element.append(track, info);
    const length = (value: unknown) => (typeof value === 'number' ? `${value}px` : String(value));
    return {
      update() {
        const { percent, showInfo, strokeWidth, activeColor, backgroundColor, borderRadius } = self.props;
        track.style.height = length(strokeWidth);
        track.style.background = backgroundColor;
        track.style.borderRadius = length(borderRadius);
        bar.style.background = activeColor;
        bar.style.width = `${Math.min(100, Math.max(0, percent))}%`;
        info.textContent = showInfo ? `${percent}%` : '';
      },
    };
  },
});

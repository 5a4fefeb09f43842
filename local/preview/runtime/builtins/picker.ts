import { askForDate, chooseFromList } from '../overlays/choose';
import { builtin } from './builtin';

/** One list, a date or a time; other modes say that they are not there. */
export const picker = builtin({
  properties: {
    name: String,
    mode: { type: String, value: 'selector' },
    headerText: String,
    range: Array,
    rangeKey: String,
    value: null,
    start: String,
    end: String,
    fields: String,
    disabled: Boolean,
  },
  setup(self) {
    const activate = async () => {
      const { mode, disabled } = self.props;
      if (disabled) return;
      const value = await ask(mode);
      if (value === undefined) return self.emit('cancel');
      self.set('value', value);
      self.emit('change', { value });
    };
    const ask = (mode: string): Promise<number | string | undefined> => {
      const { headerText, range, rangeKey, value, start, end } = self.props;
      if (mode === 'date' || mode === 'time')
        return askForDate({ mode, title: headerText, value: String(value ?? ''), start, end });
      if (mode !== 'selector') throw new Error(`<picker mode="${mode}"> is not part of the preview`);
      const texts = range.map((item) => String(rangeKey ? (item as Record<string, unknown>)[rangeKey] : item));
      return chooseFromList(texts, headerText);
    };
    self.on('tap', activate);
    return { value: () => self.props.value, reset: () => self.set('value', null), activate };
  },
});

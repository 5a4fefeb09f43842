import { element as make } from '../dom';
import { builtin } from './builtin';

export const swiper = builtin({
  properties: {
    current: Number,
    autoplay: Boolean,
    interval: { type: Number, value: 5_000 },
    duration: { type: Number, value: 300 },
    circular: Boolean,
    vertical: Boolean,
    previousMargin: { type: null, value: 0 },
    nextMargin: { type: null, value: 0 },
    displayMultipleItems: { type: Number, value: 1 },
    snapToEdge: Boolean,
    easingFunction: String,
    indicatorDots: Boolean,
    indicatorColor: { type: String, value: 'rgba(0, 0, 0, .3)' },
    indicatorActiveColor: { type: String, value: '#000000' },
    skipHiddenItemLayout: Boolean,
  },
  setup(self) {
    const { element } = self;
    const dots = make('div', { class: 'pv-dots' });
    let index = 0;
    let start: { x: number; y: number } | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;

    const track = () => element.querySelector<HTMLElement>(':scope > wx-swiper-track');
    const count = () => track()?.children.length ?? 0;
    const place = (dragged = 0) => {
      const moved = track();
      if (!moved) return;
      const { vertical, duration, displayMultipleItems } = self.props;
      moved.style.flexDirection = vertical ? 'column' : 'row';
      moved.style.transitionDuration = dragged ? '0s' : `${duration}ms`;
      const share = (index * 100) / Math.max(1, displayMultipleItems);
      moved.style.transform = `translate${vertical ? 'Y' : 'X'}(calc(${-share}% + ${dragged}px))`;
      element.style.setProperty('--items', String(Math.max(1, displayMultipleItems)));
      paintDots();
    };
    const paintDots = () => {
      const { indicatorDots, indicatorColor, indicatorActiveColor } = self.props;
      dots.hidden = !indicatorDots;
      if (!indicatorDots) return;
      if (!dots.isConnected) element.append(dots);
      const marks = Array.from({ length: count() }, (_, at) => {
        const mark = make('i');
        mark.style.background = at === index ? indicatorActiveColor : indicatorColor;
        return mark;
      });
      dots.replaceChildren(...marks);
    };
    const go = (to: number, source: 'touch' | 'autoplay' | '') => {
      const last = count() - 1;
      const wrapped = self.props.circular ? (to + last + 1) % (last + 1) : Math.max(0, Math.min(last, to));
      const changed = wrapped !== index && last >= 0;
      if (changed) index = wrapped;
      place();
      if (!changed) return;
      if (source) self.set('current', index);
      self.emit('change', { current: index, currentItemId: '', source });
      setTimeout(() => self.emit('animationfinish', { current: index, source }), self.props.duration);
    };
    const play = () => {
      clearInterval(timer);
      if (!self.props.autoplay) return;
      timer = setInterval(
        () => go(!self.props.circular && index >= count() - 1 ? 0 : index + 1, 'autoplay'),
        self.props.interval,
      );
    };

    self.on('touchstart', ({ touches: [touch] }) => {
      start = touch && { x: touch.clientX, y: touch.clientY };
      clearInterval(timer);
    });
    const dragged = (touch: { clientX: number; clientY: number } | undefined) => {
      if (!start || !touch) return 0;
      return self.props.vertical ? touch.clientY - start.y : touch.clientX - start.x;
    };
    self.on('touchmove', ({ touches: [touch] }) => place(dragged(touch)));
    const end = (moved: number) => {
      start = undefined;
      const size = self.props.vertical ? element.clientHeight : element.clientWidth;
      go(index + (moved < -size / 4 ? 1 : moved > size / 4 ? -1 : 0), 'touch');
      play();
    };
    self.on('touchend', ({ changedTouches: [touch] }) => end(dragged(touch)));
    self.on('touchcancel', () => end(0));
    return {
      update(changed) {
        element.style.touchAction = self.props.vertical ? 'pan-x' : 'pan-y';
        // The items are created after the swiper, and an index can only be kept within what is there.
        if (changed('current') && self.props.current !== index) setTimeout(() => go(self.props.current, ''));
        if (changed('autoplay') || changed('interval')) play();
        if (changed('vertical') || changed('displayMultipleItems') || changed('indicatorDots')) setTimeout(place);
      },
      ready: () => place(),
      detached: () => clearInterval(timer),
    };
  },
});

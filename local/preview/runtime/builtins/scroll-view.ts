import { builtin } from './builtin';

export const scrollView = builtin({
  properties: {
    scrollX: Boolean,
    scrollY: Boolean,
    scrollTop: { type: null, value: '' },
    scrollLeft: { type: null, value: '' },
    scrollIntoView: String,
    scrollWithAnimation: Boolean,
    upperThreshold: { type: null, value: 50 },
    lowerThreshold: { type: null, value: 50 },
    enableFlex: Boolean,
    enableBackToTop: Boolean,
    enablePassive: null,
    enhanced: Boolean,
    bounces: Boolean,
    showScrollbar: Boolean,
    pagingEnabled: Boolean,
    fastDeceleration: Boolean,
    scrollAnchoring: Boolean,
    refresherEnabled: Boolean,
    refresherTriggered: Boolean,
    refresherThreshold: Number,
    refresherDefaultStyle: String,
    refresherBackground: String,
    usingSticky: Boolean,
    type: String,
  },
  setup(self) {
    const { element, node } = self;
    let last = { top: 0, left: 0 };
    element.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
      const deltaY = last.top - scrollTop;
      const deltaX = last.left - scrollLeft;
      last = { top: scrollTop, left: scrollLeft };
      self.emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX, deltaY });
      const [upper, lower] = [
        Number.parseInt(String(self.props.upperThreshold), 10),
        Number.parseInt(String(self.props.lowerThreshold), 10),
      ];
      if (deltaY < 0 && scrollTop + clientHeight >= scrollHeight - lower)
        self.emit('scrolltolower', { direction: 'bottom' });
      if (deltaY > 0 && scrollTop <= upper) self.emit('scrolltoupper', { direction: 'top' });
      if (deltaX < 0 && scrollLeft + clientWidth >= scrollWidth - lower)
        self.emit('scrolltolower', { direction: 'right' });
      if (deltaX > 0 && scrollLeft <= upper) self.emit('scrolltoupper', { direction: 'left' });
    });
    const scroll = (to: ScrollToOptions) =>
      element.scrollTo({ ...to, behavior: self.props.scrollWithAnimation ? 'smooth' : 'auto' });
    return {
      update(changed) {
        const { scrollX, scrollY, scrollTop, scrollLeft, scrollIntoView, enableFlex } = self.props;
        element.style.overflowX = scrollX ? 'auto' : 'hidden';
        element.style.overflowY = scrollY ? 'auto' : 'hidden';
        if (changed('enableFlex')) element.style.display = enableFlex ? 'flex' : '';
        if (changed('scrollTop') && scrollTop !== '' && scrollTop !== null) scroll({ top: Number(scrollTop) });
        if (changed('scrollLeft') && scrollLeft !== '' && scrollLeft !== null) scroll({ left: Number(scrollLeft) });
        if (!changed('scrollIntoView') || !scrollIntoView) return;
        // What is to be shown may be rendered by the same update.
        setTimeout(() => {
          const target = node.ownerShadowRoot
            ?.getElementById(scrollIntoView)
            ?.getBackendElement() as unknown as HTMLElement | null;
          if (!target) return;
          const [inner, outer] = [target.getBoundingClientRect(), element.getBoundingClientRect()];
          scroll({
            top: element.scrollTop + inner.top - outer.top,
            left: element.scrollLeft + inner.left - outer.left,
          });
        });
      },
    };
  },
});

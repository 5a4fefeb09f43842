import { builtin } from './builtin';

type Navigation = Record<string, (options: { url: string; delta: number }) => unknown>;
const apis: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
};

export const navigator = builtin({
  properties: {
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
    target: { type: String, value: 'self' },
    hoverClass: { type: String, value: 'navigator-hover' },
  },
  setup(self) {
    self.on('tap', () => {
      const { url, openType, delta } = self.props;
      const { wx } = globalThis as unknown as { wx: Navigation };
      wx[apis[openType] ?? '']?.({ url, delta });
    });
    return {};
  },
});

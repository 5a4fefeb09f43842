import { EventChannel } from '../pages/event-channel';
import { ApiFailure, api } from './api';
import type { ApiGroup } from './context';

interface Target {
  url: string;
}

export const navigation: ApiGroup = ({ stack, tabBar }) => ({
  navigateTo: api('navigateTo', ({ url, events }: Target & { events?: Record<string, () => void> }) => {
    const eventChannel = new EventChannel(events);
    stack.navigateTo(url, eventChannel);
    return { eventChannel };
  }),
  redirectTo: api('redirectTo', ({ url }: Target) => stack.redirectTo(url)),
  switchTab: api('switchTab', ({ url }: Target) => stack.switchTab(url)),
  reLaunch: api('reLaunch', ({ url }: Target) => stack.reLaunch(url)),
  navigateBack: api('navigateBack', ({ delta }: { delta?: number }) => stack.navigateBack(delta)),

  setNavigationBarTitle: api('setNavigationBarTitle', ({ title }: { title: string }) => {
    stack.top()?.box.setTitle(title);
  }),
  setNavigationBarColor: api(
    'setNavigationBarColor',
    ({ frontColor, backgroundColor }: { frontColor: string; backgroundColor: string }) => {
      stack.top()?.box.setColors(frontColor === '#000000' ? 'black' : 'white', backgroundColor);
    },
  ),
  showNavigationBarLoading: api('showNavigationBarLoading', () => stack.top()?.box.setLoading(true)),
  hideNavigationBarLoading: api('hideNavigationBarLoading', () => stack.top()?.box.setLoading(false)),
  hideHomeButton: api('hideHomeButton', () => stack.top()?.box.hideHomeButton()),

  setTabBarBadge: api('setTabBarBadge', ({ index, text }: { index: number; text: string }) =>
    tabBar.setBadge(index, text),
  ),
  removeTabBarBadge: api('removeTabBarBadge', ({ index }: { index: number }) => tabBar.setBadge(index, undefined)),
  showTabBarRedDot: api('showTabBarRedDot', ({ index }: { index: number }) => tabBar.setDot(index, true)),
  hideTabBarRedDot: api('hideTabBarRedDot', ({ index }: { index: number }) => tabBar.setDot(index, false)),

  startPullDownRefresh: api('startPullDownRefresh', () => {
    const pullDown = stack.top()?.pullDown;
    if (!pullDown) throw new ApiFailure('enablePullDownRefresh is not set for this page');
    pullDown.start();
  }),
  stopPullDownRefresh: api('stopPullDownRefresh', () => stack.top()?.pullDown?.stop()),
  pageScrollTo: api('pageScrollTo', (options: { scrollTop?: number; selector?: string; duration?: number }) => {
    const frame = stack.top();
    if (!frame) return;
    const { scroll } = frame.box;
    const target = options.selector
      ? (frame.root
          .getComponent()
          .getShadowRoot()
          ?.querySelector(options.selector)
          ?.getBackendElement() as unknown as Element | null)
      : undefined;
    const from = target
      ? target.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop
      : 0;
    scroll.scrollTo({ top: from + (options.scrollTop ?? 0), behavior: options.duration === 0 ? 'auto' : 'smooth' });
  }),
});

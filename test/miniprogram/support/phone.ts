import { afterEach, beforeEach, jest } from '@jest/globals';
import { createFakeShop, NOW } from './fake-shop';
import { type FakeWx, installFakeWx } from './fake-wx';
import { type Mounted, mountPage, unmountAll } from './mount';

/** A phone with the mini program on it, new for each test of a file: its clock stands still until it is told to run. */
export function phone() {
  const held = {
    open,
    wait,
    reload: unmountAll,
    /** The calls of one action, oldest first. */
    calls: (action: string) => held.wx.calls.map((call) => call.data).filter((data) => data.action === action),
  } as {
    open: typeof open;
    wait: typeof wait;
    reload(): void;
    calls(action: string): FakeWx['calls'][number]['data'][];
    shop: ReturnType<typeof createFakeShop>;
    wx: FakeWx;
  };

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    // What failed is written to the console for developers; here it is meant to fail.
    jest.spyOn(console, 'error').mockImplementation(() => {});
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    held.shop = createFakeShop();
    held.wx = installFakeWx((call) => held.shop.answer(call));
  });
  afterEach(() => {
    unmountAll();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });
  return held;
}

async function open(page: 'goods' | 'checkout' | 'order' | 'orders', query = {}): Promise<Mounted> {
  const mounted = mountPage(`pages/${page}/${page}`, query);
  await wait(0);
  return mounted;
}

async function wait(seconds: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(seconds * 1000);
}

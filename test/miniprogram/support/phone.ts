import { afterEach, beforeEach, jest } from '@jest/globals';
import { createFakeShop, NOW } from './fake-shop';
import { type FakeWx, installFakeWx } from './fake-wx';
import { type Mounted, mountPage, unmountAll } from './mount';

/** A phone with the mini program on it, new for each test of a file: its clock stands still until it is told to run. */
export function phone() {
  const held = {
    open,
    wait,
    pass,
    reload: unmountAll,
    /** The calls of one action, oldest first. */
    calls: (action: string) => held.wx.calls.map((call) => call.data).filter((data) => data.action === action),
  } as {
    open: typeof open;
    wait: typeof wait;
    pass: typeof pass;
    reload(): void;
    calls(action: string): FakeWx['calls'][number]['data'][];
    shop: ReturnType<typeof createFakeShop>;
    wx: FakeWx;
  };

  // The first page of a file waits for the WXML compiler; on a busy machine that takes seconds.
  jest.setTimeout(30_000);
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

type Page = 'goods' | 'checkout' | 'order' | 'orders' | 'refund';
type ShopPage = 'summary' | 'orders' | 'order' | 'refunds' | 'anomalies' | 'findings';

async function open(page: Page | `shop/${ShopPage}`, query = {}): Promise<Mounted> {
  const name = page.replace('shop/', '');
  const mounted = mountPage(`${page.startsWith('shop/') ? 'shop/' : ''}pages/${name}/${name}`, query);
  await wait(0);
  return mounted;
}

async function wait(seconds: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(seconds * 1000);
}

/** Time that goes by while the mini program sleeps in the background: no timer fires on the way. */
function pass(seconds: number): void {
  jest.setSystemTime(Date.now() + seconds * 1000);
}

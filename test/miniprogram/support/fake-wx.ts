/// <reference types="miniprogram-api-typings" />
import type { Reply } from '../../../typings/api';

export interface Call {
  name: string;
  data: { action: string; [field: string]: unknown };
}

/** Answers a call of a cloud function; throwing is what a lost connection looks like. */
export type Cloud = (call: Call) => Reply<unknown> | Promise<Reply<unknown>>;

/**
 * The part of `wx` that the mini program uses, and the only thing these tests fake. It remembers what it was asked, and
 * storage outlives the page, as on a phone.
 */
export function installFakeWx(cloud: Cloud) {
  const storage = new Map<string, string>();
  const fake = {
    storage,
    cloud,
    calls: [] as Call[],
    /** Payment sheets that were opened. */
    payments: [] as WechatMiniprogram.RequestPaymentOption[],
    went: [] as string[],
    toasts: [] as string[],
    modals: [] as WechatMiniprogram.ShowModalOption[],
    /** How the buyer leaves the payment sheet: nothing is `ok`, a text is the `errMsg` that WeChat fails with. */
    sheet: async (): Promise<string | undefined> => undefined,
    confirmsModal: true,
    /** What was copied, last. */
    clipboard: '',
    stoppedRefreshing: 0,
    /** Whether the page was opened from another one and not by a link. */
    hasPageBelow: true,
  };
  const go = (how: string) => async (options: { url: string }) => {
    fake.went.push(`${how} ${options.url}`);
  };
  const wx = {
    cloud: {
      init() {},
      async callFunction(call: Call) {
        const copy: Call = JSON.parse(JSON.stringify(call));
        fake.calls.push(copy);
        return { result: JSON.parse(JSON.stringify(await fake.cloud(copy))), errMsg: 'cloud.callFunction:ok' };
      },
    },
    async requestPayment(params: WechatMiniprogram.RequestPaymentOption) {
      fake.payments.push(params);
      const errMsg = await fake.sheet();
      if (errMsg !== undefined) throw { errMsg };
      return { errMsg: 'requestPayment:ok' };
    },
    async showModal(options: WechatMiniprogram.ShowModalOption) {
      fake.modals.push(options);
      return { confirm: fake.confirmsModal, cancel: !fake.confirmsModal };
    },
    async setClipboardData({ data }: { data: string }) {
      fake.clipboard = data;
      return { errMsg: 'setClipboardData:ok' };
    },
    getStorageSync: (key: string) => JSON.parse(storage.get(key) ?? '""'),
    setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.stringify(value)),
    removeStorageSync: (key: string) => void storage.delete(key),
    navigateTo: go('navigateTo'),
    navigateBack: ({ fail }: { fail(): void }) => (fake.hasPageBelow ? void fake.went.push('navigateBack') : fail()),
    redirectTo: go('redirectTo'),
    switchTab: go('switchTab'),
    showToast({ title }: { title: string }) {
      fake.toasts.push(title);
    },
    pageScrollTo() {},
    stopPullDownRefresh: () => {
      fake.stoppedRefreshing += 1;
    },
  };
  Object.assign(globalThis, { wx: { ...(globalThis as { wx?: object }).wx, ...wx } });
  return fake;
}

export type FakeWx = ReturnType<typeof installFakeWx>;

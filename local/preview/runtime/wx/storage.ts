import { ApiFailure, api } from './api';
import type { ApiGroup } from './context';

interface Item {
  key: string;
  data?: unknown;
}

/** Kept by the browser, apart for every mini program and every identity. */
export const storage: ApiGroup = ({ appid, openid }) => {
  const prefix = `preview:${appid}:${openid}:`;
  const keys = () =>
    Object.keys(localStorage)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  const read = (key: string): unknown => {
    const text = localStorage.getItem(prefix + key);
    return text === null ? undefined : (JSON.parse(text) as { data: unknown }).data;
  };
  const get = (key: string) => read(key) ?? '';
  const set = (key: string, data: unknown) => localStorage.setItem(prefix + key, JSON.stringify({ data }));
  const remove = (key: string) => localStorage.removeItem(prefix + key);
  const clear = () => keys().forEach(remove);
  const info = () => {
    const size = keys().reduce((sum, key) => sum + (localStorage.getItem(prefix + key)?.length ?? 0), 0);
    return { keys: keys(), currentSize: Math.ceil(size / 1024), limitSize: 10_240 };
  };
  return {
    getStorageSync: get,
    setStorageSync: set,
    removeStorageSync: remove,
    clearStorageSync: clear,
    getStorageInfoSync: info,
    getStorage: api('getStorage', ({ key }: Item) => {
      const data = read(key);
      if (data === undefined) throw new ApiFailure('data not found');
      return { data };
    }),
    setStorage: api('setStorage', ({ key, data }: Item) => set(key, data)),
    removeStorage: api('removeStorage', ({ key }: Item) => remove(key)),
    clearStorage: api('clearStorage', clear),
    getStorageInfo: api('getStorageInfo', info),
  };
};

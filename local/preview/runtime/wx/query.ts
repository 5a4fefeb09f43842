import type { ApiGroup } from './context';

interface Queryable {
  createSelectorQuery(): unknown;
  createIntersectionObserver(options?: object): unknown;
  createMediaQueryObserver(): unknown;
}

/** Questions about the page's layout; without a component they are about the page on top. */
export const query: ApiGroup = ({ stack }) => {
  const page = () => stack.top()?.instance as unknown as Queryable;
  return {
    createSelectorQuery: () => page().createSelectorQuery(),
    createIntersectionObserver: (component: Queryable | undefined, options?: object) =>
      (component ?? page()).createIntersectionObserver(options),
    createMediaQueryObserver: (component?: Queryable) => (component ?? page()).createMediaQueryObserver(),
    nextTick: (callback: () => void) => queueMicrotask(callback),
  };
};

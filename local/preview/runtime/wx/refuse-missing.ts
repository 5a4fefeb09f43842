/** Registering a listener for what never happens here is not a mistake: WeChat itself would never call it. */
const listener = /^(on|off)[A-Z]/;

/**
 * An object whose missing functions say so when they are called, instead of "undefined is not a function". Promises
 * and the browser's console look for names of their own, which stay undefined.
 */
export function refuseMissing<T extends Record<string, unknown>>(name: string, apis: T): T {
  return new Proxy(apis, {
    get(target, key) {
      if (typeof key !== 'string' || key in target || key === 'then' || key === 'toJSON')
        return Reflect.get(target, key);
      if (listener.test(key)) return () => undefined;
      return () => {
        const error = new Error(`${name}.${key} is not part of the preview`);
        console.error(error.message);
        throw error;
      };
    },
  });
}

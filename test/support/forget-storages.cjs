const { AsyncLocalStorage } = require('node:async_hooks');

const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  used.add(this);
  return run.apply(this, args);
};

/**
 * Jest runs every test in an AsyncLocalStorage of its file's own and never lets go of it. Up to Node 22 each one that
 * was ever used costs something at every promise there is, so the hundredth file of a worker would be several times slower
 * than its first. An environment made of this one lets go of them when its file has ended.
 *
 * @template {new (...args: any[]) => { teardown(): Promise<void> }} T
 * @param {T} Environment
 */
module.exports = (Environment) =>
  class extends Environment {
    async teardown() {
      for (const storage of used) storage.disable();
      used.clear();
      await super.teardown();
    }
  };

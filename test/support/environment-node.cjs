const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const letGoOfStorages = require('./forget-storages.cjs');

/** Bytes that come from Node are of Node's own classes, and tests ask whether they are. */
const SHARED = ['Buffer', 'ArrayBuffer', 'Uint8Array'];

/**
 * In Jest's own environment every global name that a test's code says is asked of a Proxy, which is a sixth of the work of
 * all that only computes. This one has a global object like any other, where Node can make one (from 20.18), with everything
 * on it that Jest has put on its own.
 */
class PlainGlobal extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    if (!vm.constants?.DONT_CONTEXTIFY) return;
    const theirs = this.global;
    const own = vm.createContext(vm.constants.DONT_CONTEXTIFY);
    for (const name of Reflect.ownKeys(theirs)) {
      if (!Object.hasOwn(own, name)) Object.defineProperty(own, name, readOnce(own, name, theirs));
    }
    for (const name of SHARED) own[name] = globalThis[name];
    own.global = own;
    own.Error.stackTraceLimit = theirs.Error.stackTraceLimit;
    this.context = own;
    this.global = own;
  }
}

/** What Jest makes when it is first asked for is asked for once. */
function readOnce(own, name, theirs) {
  const descriptor = Object.getOwnPropertyDescriptor(theirs, name);
  if (!descriptor.get || !descriptor.configurable) return descriptor;
  const { enumerable } = descriptor;
  const keep = (value) => {
    Object.defineProperty(own, name, { value, enumerable, writable: true, configurable: true });
    return value;
  };
  return { enumerable, configurable: true, get: () => keep(theirs[name]), set: keep };
}

module.exports = letGoOfStorages(PlainGlobal);

import { join } from 'node:path';

/**
 * What runs the functions in tests: the Node that `FUNCTIONS_NODE` names, as a release does with those of CloudBase, or the
 * one that runs the test, without what the oldest of them does not have.
 */
export function functionsNode(root: string): [string, ...string[]] {
  const { FUNCTIONS_NODE } = process.env;
  return FUNCTIONS_NODE
    ? [FUNCTIONS_NODE]
    : [process.execPath, '--require', join(root, 'test/support/only-node-16.cjs')];
}

// The last part of `npm run test:release`: the functions under each Node that CloudBase has, from the npm registry, in every
// test that runs them in the local cloud, as markdown. `-- VERSION …` runs some of them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runJest } from './run-jest.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The newest of each that https://docs.cloudbase.net/cloud-function/runtime-support names. */
const RUNTIMES = ['16.13.2', '18.15.0', '20.19.6', '22.21.1', '24.11.1', '26.12.1'];

/** The path of a Node, fetched when it is asked for first. */
function nodeOf(version) {
  const folder = `${root}dist/nodes/${version}`;
  const name = `node-${process.platform}-${process.arch}`;
  const node = `${folder}/node_modules/${name}/bin/node`;
  if (!existsSync(node)) {
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    spawnSync(npm, ['install', '--prefix', folder, ...quiet, `${name}@${version}`], {
      stdio: ['ignore', 2, 'inherit'],
    });
  }
  return node;
}

/**
 * The tests of the flows, the functions run by that Node. How much memory junk leaves behind is a matter of one Node, ours:
 * how late another collects what the stand-in has read says nothing of the functions.
 */
const FLOWS = ['--selectProjects', 'flows', '--testPathIgnorePatterns', 'junk-posts', '/node_modules/'];

const asked = process.argv.slice(2);
console.log('\n| runtime of the functions | tests | failed | |\n|---|---:|---:|---|');
for (const version of asked.length > 0 ? asked : RUNTIMES) {
  const { numTotalTests, numFailedTests, success: passed } = runJest(FLOWS, { FUNCTIONS_NODE: nodeOf(version) });
  const success = passed && numTotalTests > 0;
  if (!success) process.exitCode = 1;
  console.log(`| Node ${version} | ${numTotalTests} | ${numFailedTests} | ${success ? 'reached' : '**missed**'} |`);
}

// Attacks and properties with the numbers of a release; `node test/release/attacks.mjs` prints them by themselves.
import { spawnSync } from 'node:child_process';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TESTS = '(mutated|resigned)-notifications|\\.property|v2-xml-differential';

/**
 * Runs the tests that are told by `RELEASE` to look at more cases.
 *
 * @returns {[id: string, what: string, figures: string, good: boolean][]} a row for each; what fails is told on stderr
 */
export function attacks() {
  const jest = [`${root}node_modules/jest/bin/jest.js`, '--selectProjects', 'operations', 'wechatpay'];
  const { stdout } = spawnSync(process.execPath, [...jest, '--testPathPatterns', TESTS, '--json'], {
    cwd: root,
    env: { ...process.env, RELEASE: '1' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const tests = JSON.parse(stdout).testResults.flatMap(({ assertionResults }) => assertionResults);
  return tests.map(({ title, status, duration }) => {
    const ids = [...title.matchAll(/\[([RS]\d+)\]/g)].map(([, id]) => id).join(', ');
    return [ids, title.replace(/\[\w+\] /g, ''), `${Math.round(duration / 1000)} s`, status === 'passed'];
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const rows = attacks();
  for (const [ids, what, figures, good] of rows) console.log(`${good ? 'ok  ' : 'FAIL'} ${ids}: ${what}, ${figures}`);
  if (rows.length === 0 || rows.some(([, , , good]) => !good)) process.exitCode = 1;
}

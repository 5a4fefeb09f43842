// The second half of `npm run test:release`: attacks, properties and kills with the numbers of a release, as markdown.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runJest } from './run-jest.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PROJECTS = ['operations', 'wechatpay', 'flows', 'house'];
const TESTS =
  '(mutated|resigned)-notifications|\\.property|v2-xml-differential|kill-and-restart|junk-posts|house/secrets';

// They look at more cases when `RELEASE` is set.
const { testResults } = runJest(['--selectProjects', ...PROJECTS, '--testPathPatterns', TESTS, '--runInBand'], {
  RELEASE: '1',
});
const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
console.log(`Commit ${commit}, Node ${process.version}\n\n| | what | seconds | |\n|---|---|---|---|`);
for (const { fullName, status, duration } of tests) {
  const ids = [...new Set(fullName.match(/\b[RS]\d+\b/g) ?? [])].join(', ');
  const what = fullName.replace(/\[[RST]\d+\] ?|\b[RST]\d+(, [RST]\d+)*: /g, '').trim();
  const verdict = status === 'passed' ? 'reached' : `**${status}**`;
  console.log(`| ${ids} | ${what} | ${Math.round((duration ?? 0) / 1000)} | ${verdict} |`);
}
if (tests.length === 0 || tests.some(({ status }) => status !== 'passed')) process.exitCode = 1;

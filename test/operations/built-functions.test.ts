import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

const build = resolve(__dirname, '../../cloudfunctions/build.mjs');
/** Built before the tests of a run. */
const folder = resolve(__dirname, '../../dist/cloudfunctions');

/** Runs a script where nothing is configured, and answers what it printed as JSON. */
async function run(script: string, flags: string[] = []) {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', script], { env: {} });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const http = {
  httpMethod: 'POST',
  path: '/notify/v3',
  headers: { 'content-type': 'application/json' },
  body: '{}',
};

describe.each(['prepay', 'trade', 'backoffice'])('the built function %s', (name) => {
  test('is one file of at most 1.5 MB, and what CloudBase wants beside it', () => {
    expect(statSync(join(folder, name, 'index.js')).size).toBeLessThanOrEqual(1_500_000);
    expect(JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))).toMatchObject({ main: 'index.js' });
    expect(JSON.parse(readFileSync(join(folder, name, 'config.json'), 'utf8'))).toMatchObject({
      permissions: { openapi: expect.any(Array) },
    });
  });

  test('loads without configuration, and its first call says what is missing', async () => {
    const reply = await run(
      `console.error = () => {};
      require(${JSON.stringify(join(folder, name))}).main({ action: 'list' }).then((reply) => console.log(JSON.stringify(reply)))`,
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'ERR_NOT_CONFIGURED' } });
    expect(reply.error.message).toMatch(/WECHATPAY_APPID.*WECHATPAY_MCHID/);
  });

  test('asks WeChat to come again while it is not configured', async () => {
    const answer = await run(
      `console.error = () => {};
      require(${JSON.stringify(join(folder, name))}).main(${JSON.stringify(http)}).then((reply) => console.log(JSON.stringify(reply)))`,
    );
    expect(answer).toMatchObject({ statusCode: 500, body: '{"code":"FAIL","message":"NOT_CONFIGURED"}' });
  });
});

test('a function that does not exist cannot be built', async () => {
  const script = `import(${JSON.stringify(build)}).then(({ build }) => build({ outDir: ${JSON.stringify(folder)}, only: ['nothing'] }))
    .catch(({ message }) => console.log(JSON.stringify(message)))`;
  expect(await run(script)).toMatch(/^There is no function nothing; there are .*backoffice, prepay, trade/);
});

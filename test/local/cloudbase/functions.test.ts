import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFunctionFolder } from '../../../local/cloudbase/functions/function-folder';
import { startCloud, type TestCloud } from './start-cloud';

// A process takes half a second to load the SDK, on a busy machine several.
jest.setTimeout(30_000);

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

describe('a caller', () => {
  test('is told by getWXContext and, for clients, by userInfo, whatever the data say', async () => {
    const { result } = await cloud.call(
      'nested',
      { openid: 'oForged', userInfo: { openId: 'oForged' } },
      { openid: 'oAlice' },
    );
    expect(result).toEqual({
      event: { openid: 'oForged', userInfo: { appId: 'wx0123456789abcdef', openId: 'oAlice' } },
      context: {
        OPENID: 'oAlice',
        APPID: 'wx0123456789abcdef',
        CLIENTIP: '127.0.0.1',
        ENV: 'local',
        SOURCE: 'wx_client',
      },
    });
  });

  test('is the local buyer unless an openid is given, and nobody where it is empty', async () => {
    const openid = async (caller: { openid?: string; source?: string }) =>
      ((await cloud.call('nested', {}, caller)).result as { context: { OPENID?: string } }).context.OPENID;
    expect(await openid({})).toBe('oLocalBuyer000000000000000001');
    expect(await openid({ openid: '' })).toBeUndefined();
    expect(await openid({ source: 'wx_crawler' })).toBeUndefined();
  });

  test('is never somebody else, however many call at once', async () => {
    const seen = await Promise.all(
      Array.from({ length: 12 }, async (_, i) =>
        cloud.run(
          async ({ cloud }) => {
            const before = cloud.getWXContext().OPENID;
            await new Promise((resume) => setTimeout(resume, 20));
            return [before, cloud.getWXContext().OPENID];
          },
          undefined,
          { openid: `oBuyer${i}` },
        ),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => [`oBuyer${i}`, `oBuyer${i}`]));
  });

  test.each([
    [0, 'wx_client,scf'],
    [2, 'wx_client,scf,scf,scf'],
  ])('goes along through %i more nested calls, and the chain grows', async (depth, source) => {
    const { result } = await cloud.call('outer', { depth }, { openid: 'oAlice' });
    expect(result).toEqual({
      event: { from: 'outer' },
      context: expect.objectContaining({ OPENID: 'oAlice', SOURCE: source }),
    });
  });
});

describe('a process', () => {
  test('has the platform’s variables and its own, and nothing of ours', async () => {
    process.env.SECRET_OF_THE_SHELL = 'visible';
    await cloud.restart();
    delete process.env.SECRET_OF_THE_SHELL;
    const names = await cloud.run(async () => Object.keys(process.env));
    const { GREETING, TZ, TENCENTCLOUD_RUNENV } = await cloud.run(async () => ({ ...process.env }));
    expect({ GREETING, TZ, TENCENTCLOUD_RUNENV }).toEqual({
      GREETING: 'hello script',
      TZ: 'UTC',
      TENCENTCLOUD_RUNENV: 'SCF',
    });
    expect(names).not.toContain('SECRET_OF_THE_SHELL');
  });

  test('is used again, and stands still in between', async () => {
    const pid = await cloud.run(async ({ memory }) => {
      memory.ticks = 0;
      const tick = setInterval(() => {
        memory.ticks = (memory.ticks as number) + 1;
        if (memory.ticks === 3) clearInterval(tick);
      }, 5);
      return process.pid;
    });
    await new Promise((resume) => setTimeout(resume, 200));
    const later = await cloud.run(async ({ memory }) => [process.pid, memory.ticks]);
    expect(later).toEqual([pid, expect.any(Number)]);
    expect(Number((later as [number, number])[1])).toBeLessThan(3);
  });

  test('runs one invocation at a time; more at once get processes of their own, up to the limit', async () => {
    const pids = await Promise.all(
      Array.from({ length: 8 }, () =>
        cloud.run(async () => {
          await new Promise((resume) => setTimeout(resume, 30));
          return process.pid;
        }),
      ),
    );
    expect(new Set(pids).size).toBe(3);
  });
});

describe('a function that goes wrong', () => {
  test('with an exception is answered in the platform’s words, its stack included', async () => {
    const { errMsg, errCode, result } = await cloud.call('script', {
      source: '() => { console.log("before the end"); throw new Error("boom") }',
    });
    expect(result).toBeUndefined();
    expect(errCode).toBe(-504002);
    expect(errMsg).toMatch(
      /^cloud\.callFunction:fail Error: errCode: -504002 functions execute fail \| errMsg: requestID [\w-]+, \{"errorCode":1,"errorMessage":"user code exception caught","stackTrace":"Error: boom\\n/,
    );
  });

  const failures: [string, string, unknown, number, RegExp][] = [
    ['that does not load', 'broken', {}, -504002, /this function does not load/],
    ['that is not there', 'absent', {}, -501000, /FunctionName parameter could not be found/],
    ['whose name is a path', '../script', {}, -501000, /FunctionName parameter could not be found/],
    [
      'that ends its process',
      'script',
      { source: '() => process.exit(7)' },
      -504002,
      /user process exited unexpectedly.*process exited with code 7/,
    ],
    [
      'that throws outside of its promise',
      'script',
      { source: '() => new Promise(() => setTimeout(() => { throw new Error("later") }))' },
      -504002,
      /user code exception caught.*later/,
    ],
    [
      'whose result is more than 1 MB',
      'script',
      { source: '() => "x".repeat(1024 * 1024)' },
      -604001,
      /function result size exceed limit: 1048578 bytes/,
    ],
    [
      'whose result is no JSON',
      'script',
      { source: '() => { const a = {}; a.a = a; return a }' },
      -504002,
      /circular structure/,
    ],
  ];
  test.each(failures)('%s is named so', async (_name, name, data, code, words) => {
    const { errCode, errMsg } = await cloud.call(name, data);
    expect(errMsg).toMatch(words);
    expect(errCode).toBe(code);
    expect((await cloud.call('nested')).errMsg).toBe('cloud.callFunction:ok');
  });

  test.each([
    ['waits', 'wait'],
    ['spins', 'spin'],
  ])('and %s beyond its timeout is killed, and the next call finds a fresh process', async (_how, how) => {
    const before = (await cloud.call('stuck')).result as number;
    const started = Date.now();
    const { errCode, errMsg } = await cloud.call('stuck', { how });
    const lasted = Date.now() - started;
    const after = (await cloud.call('stuck')).result as number;
    expect([errCode, errMsg]).toEqual([-504003, expect.stringMatching(/Invoking task timed out after 1 seconds/)]);
    expect(lasted).toBeGreaterThanOrEqual(1000);
    expect(after).not.toBe(before);
    expect(() => process.kill(before, 0)).toThrow(/ESRCH/);
  });

  test('and takes more memory than it has ends, and the next call finds a fresh process', async () => {
    const { errCode, errMsg } = await cloud.call('hungry', { eats: true });
    expect([errCode, errMsg]).toEqual([-504002, expect.stringMatching(/user process exited unexpectedly/)]);
    expect((await cloud.call('hungry')).errMsg).toBe('cloud.callFunction:ok');
  });
});

test('gets a large event whole, whichever pieces it comes in', async () => {
  const argument = '苹果apple'.repeat(400_000);
  const script = `(sdk, text) => [text.length, [...new Set(text.match(/[^a-z]+|[a-z]+/g))]]`;
  const { result } = await cloud.call('script', { source: script, argument });
  expect(result).toEqual([2_800_000, ['苹果', 'apple']]);
});

test('what a function prints is in the log of its call and in the file', async () => {
  await cloud.run(async () => {
    console.log('said', { so: 1 });
    console.error('and complained');
  });
  const { entries } = await cloud.log();
  expect(entries.at(-1)).toMatchObject({ name: 'script', output: 'said { so: 1 }\nand complained\n' });
  expect(readFileSync(join(cloud.dataFolder, 'functions.log'), 'utf8')).toMatch(/Z script said \{ so: 1 \}\n/);
});

test('a function cannot print without end', async () => {
  await cloud.run(async () => {
    for (let line = 0; line < 5000; line++) console.log('x'.repeat(100));
  });
  const output = (await cloud.log()).entries.at(-1)?.output ?? '';
  expect(output.length).toBeGreaterThan(60_000);
  expect(output.length).toBeLessThanOrEqual(64 * 1024);
});

describe('with functions in a folder of their own', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudbase-functions-'));
    cpSync(join(__dirname, 'functions/closed'), join(folder, 'changing'), { recursive: true });
  });
  afterAll(async () => {
    await cloud.restart();
    rmSync(folder, { recursive: true });
  });
  const write = (file: string, text: string) => writeFileSync(join(folder, 'changing', file), text);

  test('a reload takes up changed code and new configuration; without it the old code runs', async () => {
    write('index.js', 'exports.main = () => "old"');
    await cloud.restart({ functionsFolder: folder });
    expect((await cloud.call('changing')).result).toBe('old');
    write('index.js', 'exports.main = () => ["new", process.env.EXTRA]');
    write('config.json', '{ "envVariables": { "EXTRA": "given" } }');
    expect((await cloud.call('changing')).result).toBe('old');
    await cloud.reload('changing');
    expect((await cloud.call('changing')).result).toEqual(['new', 'given']);
  });

  const wrong: [string, string, RegExp][] = [
    [
      'two timers',
      '{ "triggers": [{ "name": "a", "type": "timer", "config": "0 * * * * * *" }, { "name": "b", "type": "timer", "config": "0 * * * * * *" }] }',
      /changing\/config\.json: a function can have one timer trigger only/,
    ],
    [
      'a timer of five fields',
      '{ "triggers": [{ "name": "a", "type": "timer", "config": "0 * * * *" }] }',
      /seven fields/,
    ],
    ['a timeout beyond the platform’s', '{ "timeout": 901 }', /timeout must be 1 to 900 seconds/],
    ['memory below the platform’s', '{ "memorySize": 32 }', /memorySize must be 64 to 3072 MB/],
    ['what is no JSON', '{ timeout: 3 }', /changing\/config\.json is not JSON/],
  ];
  test.each(wrong)('a config.json with %s is refused with its name', async (_what, config, words) => {
    write('config.json', config);
    await expect(cloud.reload('changing')).rejects.toThrow(words);
  });

  test('its timeout is its own, else the declared one, else three seconds', () => {
    write('config.json', '{}');
    expect(readFunctionFolder(folder, 'changing', 20).timeoutMs).toBe(20_000);
    expect(readFunctionFolder(folder, 'changing').timeoutMs).toBe(3_000);
    write('config.json', '{ "timeout": 5 }');
    expect(readFunctionFolder(folder, 'changing', 20).timeoutMs).toBe(5_000);
  });

  test('environment variables of more than 4 KB are refused, as the platform would', async () => {
    write('config.json', JSON.stringify({ envVariables: { KEY: 'x'.repeat(5000) } }));
    await cloud.reload('changing');
    expect((await cloud.call('changing')).errMsg).toMatch(/take 5\d\d\d bytes, of 4096: ship keys as files/);
  });
});

import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startCloud, type TestCloud } from './start-cloud';

// A process takes half a second to load the SDK, on a busy machine several.
jest.setTimeout(30_000);

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

test('a call that succeeds has result, errMsg and requestID, one that fails has errMsg and errCode', async () => {
  expect(await cloud.call('closed')).toEqual({
    result: 'open',
    errMsg: 'cloud.callFunction:ok',
    requestID: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(await cloud.call('absent')).toEqual({
    errMsg: expect.stringMatching(/^cloud\.callFunction:fail Error: errCode: -501000/),
    errCode: -501000,
    requestID: expect.any(String),
  });
});

test('the database is dumped whole and by collection, with those that are empty', async () => {
  await cloud.run(async ({ db }) =>
    db.collection('orders').add({
      data: Array.from({ length: 600 }, (_, i) => ({ _id: `o${String(i).padStart(3, '0')}`, at: new Date(0) })),
    }),
  );
  const { json } = await cloud.send('GET', '/_control/database');
  expect(Object.keys(json as object)).toEqual(['accounts', 'members', 'notes', 'orders', 'ticks']);
  const { orders, accounts } = json as Record<string, object[]>;
  expect(orders).toHaveLength(600);
  expect(orders?.[599]).toEqual({ _id: 'o599', at: '1970-01-01T00:00:00.000Z' });
  expect(accounts).toEqual([]);
  expect(await cloud.documents('orders')).toEqual(orders);
});

test('the log tells calls with their callers, in pages', async () => {
  const { next } = await cloud.log();
  await cloud.call('nested', { a: 1 }, { openid: 'oAlice' });
  await cloud.call('broken');
  const page = await cloud.log(next);
  expect(page.entries).toEqual([
    {
      id: next + 1,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      kind: 'call',
      name: 'nested',
      caller: { openid: 'oAlice', appid: 'wx0123456789abcdef', source: 'wx_client' },
      request: { a: 1, userInfo: { appId: 'wx0123456789abcdef', openId: 'oAlice' } },
      result: expect.objectContaining({ event: expect.anything() }),
      durationMs: expect.any(Number),
    },
    expect.objectContaining({
      name: 'broken',
      error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: expect.stringMatching(/this function does not load/) },
    }),
  ]);
  expect(page.next).toBe(next + 2);
  expect(await cloud.log(page.next)).toEqual({ entries: [], next: page.next });
});

describe('a timer', () => {
  test('is fired by the control as the platform would, and only its SOURCE tells', async () => {
    const { json } = await cloud.send('POST', '/_control/trigger', { name: 'ticker' });
    expect(json).toEqual({ result: 'ticked', errMsg: 'timer:ok', requestID: expect.any(String) });
    expect(await cloud.documents('ticks')).toEqual([
      {
        _id: expect.any(String),
        event: {
          Type: 'Timer',
          TriggerName: 'every-second',
          Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          Message: '',
        },
        context: { APPID: 'wx0123456789abcdef', CLIENTIP: '127.0.0.1', ENV: 'local', SOURCE: 'wx_trigger' },
      },
    ]);
    expect((await cloud.log()).entries.at(-1)).toMatchObject({
      kind: 'timer',
      name: 'ticker',
      caller: { source: 'wx_trigger' },
    });
  });

  test('fires by the clock where the cloud is started with timers', async () => {
    await cloud.restart({ timers: true });
    const { next } = await cloud.log();
    let fired = 0;
    for (const end = Date.now() + 10_000; fired < 2 && Date.now() < end; ) {
      await new Promise((resume) => setTimeout(resume, 50));
      fired = (await cloud.log(next)).entries.filter(
        ({ kind, result }) => kind === 'timer' && result === 'ticked',
      ).length;
    }
    expect(fired).toBeGreaterThanOrEqual(2);
    await cloud.restart();
  });
});

describe('bad requests', () => {
  const refusals: [string, string, string, unknown, number, RegExp][] = [
    ['a call without a name', 'POST', 'call', { data: {} }, 400, /name is missing/],
    ['a name that is no text', 'POST', 'call', { name: 5 }, 400, /name must be a text/],
    ['data that are no object', 'POST', 'call', { name: 'nested', data: [1] }, 400, /data must be an object/],
    [
      'an openid that is an object',
      'POST',
      'call',
      { name: 'nested', openid: { $ne: 1 } },
      400,
      /openid must be a text/,
    ],
    [
      'a source that is none',
      'POST',
      'call',
      { name: 'nested', source: 'a\nb' },
      400,
      /source must be such as wx_client/,
    ],
    ['a body that is no JSON', 'POST', 'call', '{', 400, /the body must be JSON/],
    ['a body that is no object', 'POST', 'call', '[]', 400, /the body must be a JSON object/],
    ['a body of more than 6 MB', 'POST', 'call', `"${'x'.repeat(6 * 1024 * 1024)}"`, 413, /larger than/],
    ['a timer of a function without one', 'POST', 'trigger', { name: 'closed' }, 400, /closed has no timer/],
    ['a timer of no function', 'POST', 'trigger', { name: 'absent' }, 400, /no function absent/],
    ['a collection that is not there', 'GET', 'database/nowhere', undefined, 404, /no collection nowhere/],
    [
      'an operation that is none',
      'POST',
      'database',
      { collection: 'notes', operation: 'drop' },
      400,
      /operation must be one of add, count/,
    ],
    [
      'a doc that is an object',
      'POST',
      'database',
      { collection: 'notes', operation: 'get', doc: {} },
      400,
      /doc must be/,
    ],
    [
      'a limit that is a text',
      'POST',
      'database',
      { collection: 'notes', operation: 'get', limit: 'x' },
      400,
      /limit must be/,
    ],
    ['a log after nothing', 'GET', 'log?after=x', undefined, 400, /after must be/],
    [
      'a document that reaches into JavaScript',
      'POST',
      'database',
      '{ "collection": "notes", "operation": "add", "data": { "__proto__": { "admin": true } } }',
      400,
      /a field cannot be named __proto__/,
    ],
    ['a control that is none', 'POST', 'reset', {}, 404, /there are POST call/],
  ];
  test.each(refusals)('%s', async (_name, method, control, body, status, words) => {
    const answer = await cloud.send(method, `/_control/${control}`, body);
    expect([answer.status, (answer.json as { errMsg: string }).errMsg]).toEqual([status, expect.stringMatching(words)]);
  });

  const admin: [string, string, Record<string, string>, RegExp][] = [
    ['unsigned', '{"action":"database.getDocument","collectionName":"orders"}', {}, /SIGN_PARAM_INVALID/],
    [
      'signed by somebody else',
      '{}',
      { authorization: 'TC3-HMAC-SHA256 Credential=AKIDother/2026-11-24/tcb/tc3_request' },
      /SIGN_PARAM_INVALID/,
    ],
  ];
  test.each(admin)('of the SDK’s address, %s, are refused', async (_name, body, headers, words) => {
    const answer = await fetch(`${cloud.url}/admin`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    expect(await answer.text()).toMatch(words);
  });

  test('the controls answer no web page from elsewhere, by whatever name it reaches them', async () => {
    const fromPage = await fetch(`${cloud.url}/_control/log`, { headers: { origin: 'https://example.com' } });
    const byName = await new Promise<number | undefined>((resolve) => {
      httpRequest(`${cloud.url}/_control/log`, { headers: { host: 'rebound.example.com' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect([fromPage.status, byName]).toEqual([403, 403]);
  });

  test('it listens to this machine only, and survives what is no HTTP', async () => {
    const { hostname, port } = new URL(cloud.url);
    expect(hostname).toBe('127.0.0.1');
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('\0\0 nonsense\r\n\r\n'));
      socket.on('data', (data) => resolve(String(data)));
      socket.on('error', () => resolve('cut off'));
    });
    expect(answer).toMatch(/400 Bad Request|cut off/);
    expect((await cloud.call('closed')).result).toBe('open');
  });
});

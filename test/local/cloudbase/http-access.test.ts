import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startCloud, type TestCloud } from './start-cloud';

// A process takes half a second to load the SDK, on a busy machine several.
jest.setTimeout(30_000);

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startCloud({ httpRoutes: { '/trade': 'web', '/trade/deep': 'nested', '/gone': 'absent' } });
});
afterAll(() => cloud.close());

const post = (path: string, body: string | Uint8Array<ArrayBuffer> = '', headers: Record<string, string> = {}) =>
  fetch(`${cloud.url}${path}`, { method: 'POST', body, headers });

test('a request reaches the function as the platform delivers it, and nobody is logged in', async () => {
  const answer = await post('/trade/notify/v3?a=1&b=%E4%BD%A0', '{"id":"EV-1"}', {
    'content-type': 'application/json',
    'Wechatpay-Serial': '5157F09EFDC096DE',
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-from')).toBe('web');
  const { event, context } = (await answer.json()) as Record<string, Record<string, unknown>>;
  expect(event).toEqual({
    path: '/notify/v3',
    httpMethod: 'POST',
    headers: expect.objectContaining({ 'content-type': 'application/json', 'wechatpay-serial': '5157F09EFDC096DE' }),
    queryStringParameters: { a: '1', b: '你' },
    requestContext: {
      requestId: expect.any(String),
      envId: 'local',
      appId: expect.any(Number),
      uin: expect.anything(),
    },
    body: '{"id":"EV-1"}',
    isBase64Encoded: false,
  });
  expect(context).toEqual({ CLIENTIP: '127.0.0.1', ENV: 'local' });
});

test('what is not text comes in base64', async () => {
  const answer = await post('/trade/upload', new Uint8Array([0xff, 0x00, 0x80]), {
    'content-type': 'application/octet-stream',
  });
  const { event } = (await answer.json()) as { event: Record<string, unknown> };
  expect(event).toMatchObject({ body: '/wCA', isBase64Encoded: true });
});

test('the longest route wins, and the root of a route is /', async () => {
  const deep = (await (await post('/trade/deep/er')).json()) as { event: { path: string } };
  const root = (await (await post('/trade')).json()) as { event: { path: string } };
  expect([deep.event.path, root.event.path]).toEqual(['/er', '/']);
});

describe('the answer', () => {
  test('may be binary', async () => {
    const answer = await post('/trade/binary');
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect([...Buffer.from(await answer.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  const answers: [string, string, number, RegExp][] = [
    ['may be a text', '/trade/text', 200, /^plain text$/],
    ['may have no body', '/trade/no-content', 204, /^$/],
    ['that HTTP cannot say is a bad gateway', '/trade/nonsense', 502, /the function answered what HTTP cannot say/],
    [
      'of a function that fails is a failure, so that WeChat sends again',
      '/trade/throw',
      430,
      /the web function failed/,
    ],
    ['of a function that is not there', '/gone/x', 430, /could not be found/],
    ['under no route', '/elsewhere', 404, /functions answer under \/trade/],
    ['under a name that only starts alike', '/trader', 404, /functions answer under/],
  ];
  test.each(answers)('%s', async (_name, path, status, body) => {
    const answer = await post(path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(body);
  });
});

const bodies: [string, string, number, number][] = [
  ['a text of 100 KB', 'text/xml', 100 * 1024, 201],
  ['a text beyond 100 KB', 'text/xml', 100 * 1024 + 1, 413],
  ['JSON of 6 MB', 'application/json', 6 * 1024 * 1024, 413],
  ['a picture of more than 6 MB', 'image/png', 6 * 1024 * 1024 + 1, 413],
];
test.each(bodies)('%s is answered', async (_name, type, length, status) => {
  const answer = await post('/trade/x', new Uint8Array(length).fill(97), { 'content-type': type });
  expect(answer.status).toBe(status);
  await answer.arrayBuffer();
});

test('the visit is in the log with what was answered', async () => {
  const { next } = await cloud.log();
  await post('/trade/text');
  const { entries } = await cloud.log(next);
  expect(entries).toEqual([
    expect.objectContaining({ kind: 'http', name: 'web', caller: { source: '' }, result: 'plain text' }),
  ]);
});
